package org.ecgnat.preprocessing.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ecgnat.preprocessing.recording.Label;

/**
 * Interpretive statements of ECG files as labels. A statement becomes labels only where it is, or
 * where one of its clauses begins with, a phrase of the source's vocabulary, after words such as
 * "possible", "no" or "marked" were taken off; those words give the certainty. The longest phrase
 * counts. Everything else is free text and goes no further, and neither does a statement that
 * compares with another recording or tells a history.
 *
 * <p>The rules for negated and uncertain findings follow the scheme of NegEx (Chapman et al., "A
 * simple algorithm for identifying negated findings and diseases in discharge summaries", J Biomed
 * Inform 34, 2001): trigger phrases before and after a finding, with a scope that ends with the
 * clause.
 */
public final class Statements {
  private static final Pattern PERCENT =
      Pattern.compile("(?:^|.*[^\\d.])(\\d{1,3}(?:\\.\\d{1,6})?)\\s*%.*", Pattern.DOTALL);

  private final CodeSystem codes;
  private final PhraseTable<String> vocabulary;

  /**
   * A statement as a file holds it.
   *
   * @param text its text or code
   * @param modifier a field beside it that says how sure it is, such as {@code probable} or {@code
   *     80%}; empty where there is none
   */
  public record Statement(String text, String modifier) {}

  /**
   * @param codes what the source takes for a code; {@link CodeSystem#NONE} gives no labels
   */
  public Statements(CodeSystem codes) {
    this.codes = codes;
    this.vocabulary = PhraseTable.of(codes.vocabulary());
  }

  /**
   * The labels of a file's statements, each code once: the surest statement wins.
   *
   * @param statements one line of the interpretation each, put together again where the file breaks
   *     it into parts
   * @param origin who states them, such as {@code machine} or {@code overread}
   */
  public List<Label> labels(List<Statement> statements, String origin) {
    Map<String, Label> byCode = new LinkedHashMap<>();
    for (Statement statement : statements) {
      double percent = percent(statement.modifier());
      findings(statement)
          .forEach(
              finding -> {
                Label label =
                    new Label(
                        codes.system(), finding.code, percent, origin, finding.certainty.stored());
                byCode.merge(label.code(), label, Statements::surer);
              });
    }
    return List.copyOf(byCode.values());
  }

  private static Label surer(Label a, Label b) {
    return certainty(b).compareTo(certainty(a)) < 0 ? b : a;
  }

  private static Certainty certainty(Label label) {
    return Certainty.valueOf(label.certainty().toUpperCase(java.util.Locale.ROOT));
  }

  private List<Finding> findings(Statement statement) {
    Certainty modifier = modifier(statement.modifier());
    Optional<String> whole = codes.recognise(statement.text());
    if (whole.isPresent()) {
      return List.of(new Finding(whole.get(), modifier));
    }
    List<String> tokens = PhraseTable.words(statement.text());
    if (StatementPhrases.BLOCK.occursIn(tokens)) {
      return List.of();
    }
    List<Finding> found = new Scan(tokens).findings();
    found.forEach(finding -> finding.certainty = finding.certainty.and(modifier));
    return found;
  }

  private static double percent(String modifier) {
    Matcher matcher = PERCENT.matcher(modifier);
    double percent = matcher.matches() ? Double.parseDouble(matcher.group(1)) : Double.NaN;
    return percent <= 100 ? percent : Double.NaN;
  }

  private static Certainty modifier(String text) {
    List<String> tokens = PhraseTable.words(text);
    Certainty certainty = Certainty.PRESENT;
    for (int i = 0; i < tokens.size(); ) {
      int at = i;
      var phrase =
          StatementPhrases.AFTER
              .longestAt(tokens, i)
              .or(() -> StatementPhrases.BEFORE.longestAt(tokens, at));
      certainty = phrase.map(p -> p.getKey().value()).orElse(Certainty.PRESENT).and(certainty);
      i += phrase.map(Map.Entry::getValue).orElse(1);
    }
    return certainty;
  }

  /** A code and how sure the statement is of it, as far as it was read. */
  private static final class Finding {
    private final String code;
    private Certainty certainty;

    private Finding(String code, Certainty certainty) {
      this.code = code;
      this.certainty = certainty;
    }
  }

  /** One pass over the words of a statement. */
  private final class Scan {
    private final List<String> tokens;
    private final List<Finding> found = new ArrayList<>();

    /** What the words before say of the next finding. */
    private Certainty scope = Certainty.PRESENT;

    /** Whether a finding may stand here: no word that is not understood precedes it. */
    private boolean open = true;

    /** Whether "or" stands between the last finding of the clause and the next. */
    private boolean alternative;

    /** The first token of the clause. */
    private int clauseToken;

    /** The first finding of the clause. */
    private int clauseStart;

    /** The first finding that what follows in the clause speaks of. */
    private int groupStart;

    /** The same of the clause before, where a remark in a clause of its own may still belong. */
    private int lastGroupStart;

    private Scan(List<String> tokens) {
      this.tokens = tokens;
    }

    private List<Finding> findings() {
      for (int i = 0; i < tokens.size(); ) {
        i += Math.max(1, step(i));
      }
      return found;
    }

    /** Understands what stands at a token; returns how many tokens that was. */
    private int step(int i) {
      String token = tokens.get(i);
      if (PhraseTable.endsClause(token)) {
        endClause(token, i);
        return 1;
      }
      if (open) {
        var phrase = vocabulary.longestAt(tokens, i);
        if (phrase.isPresent()) {
          add(phrase.get().getKey().value());
          return phrase.get().getValue();
        }
      }
      var after = StatementPhrases.AFTER.longestAt(tokens, i);
      if (after.isPresent() && qualifies(i, after.get().getValue())) {
        qualifyGroup(after.get().getKey().value());
        return after.get().getValue();
      }
      var before = StatementPhrases.BEFORE.longestAt(tokens, i);
      if (before.isPresent()) {
        int length = before.get().getValue();
        Certainty certainty = before.get().getKey().value();
        if (clauseEndsAt(i + length)
            && StatementPhrases.mayFollow(before.get().getKey().words())
            && qualifies(i, length)) {
          qualifyGroup(certainty);
        } else {
          scope = scope.and(certainty);
          open = true;
          if (token.equals("versus") || token.equals("vs")) {
            qualifyGroup(certainty);
          }
        }
        return length;
      }
      if (StatementPhrases.isConnector(token)) {
        connect(token);
      } else if (!StatementPhrases.isNeutral(token)) {
        open = false;
      }
      return 1;
    }

    private void add(String code) {
      if (alternative && scope == Certainty.PRESENT) {
        qualify(clauseStart, Certainty.POSSIBLE);
        found.add(new Finding(code, Certainty.POSSIBLE));
      } else {
        found.add(new Finding(code, scope));
      }
      alternative = false;
    }

    private void connect(String token) {
      boolean afterFinding = found.size() > clauseStart;
      open |= afterFinding;
      alternative = afterFinding && token.equals("or");
      if (token.equals("with")) {
        groupStart = found.size();
        scope = scope == Certainty.ABSENT ? Certainty.PRESENT : scope;
      }
    }

    /** "No A, B or C" denies all three: a comma within such a list ends no scope. */
    private void endClause(String mark, int at) {
      if (!(mark.equals(",") && listGoesOn(at))) {
        scope = Certainty.PRESENT;
      }
      open = true;
      alternative = false;
      clauseToken = at + 1;
      clauseStart = found.size();
      lastGroupStart = mark.equals(".") || mark.equals(";") ? found.size() : groupStart;
      groupStart = found.size();
    }

    private boolean listGoesOn(int at) {
      for (String token : tokens.subList(at + 1, tokens.size())) {
        if (token.equals("or") || token.equals("nor")) {
          return true;
        }
        if (PhraseTable.endsClause(token) && !token.equals(",")) {
          return false;
        }
      }
      return false;
    }

    /** Whether a remark has findings before it, in its clause or, as all of one, before that. */
    private boolean qualifies(int at, int length) {
      if (found.size() == groupStart && at == clauseToken && clauseEndsAt(at + length)) {
        groupStart = lastGroupStart;
      }
      return found.size() > groupStart;
    }

    private boolean clauseEndsAt(int at) {
      return at == tokens.size() || PhraseTable.endsClause(tokens.get(at));
    }

    private void qualifyGroup(Certainty certainty) {
      qualify(groupStart, certainty);
    }

    private void qualify(int from, Certainty certainty) {
      found
          .subList(from, found.size())
          .forEach(finding -> finding.certainty = finding.certainty.and(certainty));
    }
  }
}
