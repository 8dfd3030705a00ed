package org.ecgnat.preprocessing.format.wfdb;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ecgnat.preprocessing.format.CodeSystem;
import org.ecgnat.preprocessing.recording.Label;
import org.ecgnat.preprocessing.recording.Patient;
import org.ecgnat.preprocessing.recording.Sex;

/**
 * What header comments say in the spellings of PhysioNet's data sets: {@code #Age: 74}, {@code
 * #Sex: Male}, {@code #Dx: 426783006,59118001} (CinC challenges), {@code #<age>: 51}, {@code
 * #<sex>: F} and statements below {@code #<diagnoses>:} (LUDB, test records of PTB). Everything
 * else is free text and goes no further.
 */
final class HeaderComments {
  private static final Pattern AGE =
      Pattern.compile("(?i)(?<![\\w-])<?age>?\\s*:\\s*(>?\\d{1,3})(?!\\d)");
  private static final Pattern SEX = Pattern.compile("(?i)(?<![\\w-])<?sex>?\\s*:\\s*([a-z]+)");
  private static final Pattern CODES = Pattern.compile("(?i)\\s*Dx\\s*:(.*)");
  private static final Pattern STATEMENTS = Pattern.compile("(?i)\\s*<diagnoses>\\s*:(.*)");
  private static final Pattern SEPARATOR = Pattern.compile("[,;]");
  private static final String RHYTHM = "rhythm:";

  private HeaderComments() {}

  static Patient patient(List<String> comments) {
    OptionalInt age = OptionalInt.empty();
    Sex sex = Sex.UNKNOWN;
    for (String comment : comments) {
      Matcher ageMatcher = AGE.matcher(comment);
      if (age.isEmpty() && ageMatcher.find()) {
        age = Patient.parseAge(ageMatcher.group(1));
      }
      Matcher sexMatcher = SEX.matcher(comment);
      if (sex == Sex.UNKNOWN && sexMatcher.find()) {
        sex = Sex.parse(sexMatcher.group(1));
      }
    }
    return new Patient("", age, sex);
  }

  static List<Label> labels(List<String> comments, CodeSystem codes) {
    List<String> candidates = new ArrayList<>();
    boolean withinStatements = false;
    for (String comment : comments) {
      Matcher codesMatcher = CODES.matcher(comment);
      Matcher statementsMatcher = STATEMENTS.matcher(comment);
      if (codesMatcher.matches()) {
        candidates.addAll(List.of(SEPARATOR.split(codesMatcher.group(1))));
      } else if (statementsMatcher.matches()) {
        withinStatements = true;
        candidates.add(statement(statementsMatcher.group(1)));
      } else if (withinStatements) {
        candidates.add(statement(comment));
      }
    }
    Set<String> found = new LinkedHashSet<>();
    candidates.forEach(candidate -> codes.recognise(candidate).ifPresent(found::add));
    return found.stream().map(code -> Label.of(codes.system(), code, "header")).toList();
  }

  /** LUDB's statements end in a full stop, and its rhythms say that they are rhythms. */
  private static String statement(String comment) {
    String text = comment.strip();
    if (text.toLowerCase(Locale.ROOT).startsWith(RHYTHM)) {
      text = text.substring(RHYTHM.length()).strip();
    }
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}
