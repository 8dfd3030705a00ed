package org.ecgnat.preprocessing.format;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words around a finding that say how sure it is, as interpretive programs use them. */
final class StatementPhrases {
  /** Before a finding: it is one of the things that may be there. */
  private static final List<String> POSSIBLE_BEFORE =
      List.of(
          "possible",
          "possibly",
          "probable",
          "probably",
          "consider",
          "considered",
          "likely",
          "suggest",
          "suggests",
          "suggesting",
          "suggestive of",
          "suggestion of",
          "borderline",
          "questionable",
          "equivocal",
          "suspect",
          "suspected",
          "perhaps",
          "maybe",
          "may be",
          "might be",
          "could be",
          "may represent",
          "may indicate",
          "may have",
          "rule out",
          "cannot rule out",
          "can not rule out",
          "can t rule out",
          "could not rule out",
          "unable to rule out",
          "not rule out",
          "r o",
          "cannot exclude",
          "can not exclude",
          "can t exclude",
          "could not exclude",
          "unable to exclude",
          "not exclude",
          "minimal criteria for",
          "borderline criteria for",
          "consistent with",
          "compatible with",
          "unlikely",
          "versus",
          "vs",
          "?");

  /** Before a finding: it is not there. */
  private static final List<String> ABSENT_BEFORE =
      List.of(
          "no",
          "not",
          "without",
          "absent",
          "absence of",
          "negative for",
          "free of",
          "no longer",
          "neither",
          "nor",
          "no evidence of",
          "no sign of",
          "no signs of",
          "no evidence for",
          "has replaced",
          "have replaced");

  /** After a finding, wherever the clause goes on. */
  private static final List<String> POSSIBLE_AFTER =
      List.of(
          "is possible",
          "is probable",
          "is likely",
          "is unlikely",
          "is suspected",
          "is suggested",
          "cannot be excluded",
          "can not be excluded",
          "can t be excluded",
          "could not be excluded",
          "not be excluded",
          "not excluded",
          "cannot be ruled out",
          "can not be ruled out",
          "can t be ruled out",
          "could not be ruled out",
          "not be ruled out",
          "not ruled out",
          "should be considered",
          "must be considered");

  private static final List<String> ABSENT_AFTER =
      List.of(
          "no longer present",
          "no longer evident",
          "no longer seen",
          "no longer found",
          "no longer visible",
          "no longer exists",
          "not present",
          "not evident",
          "not seen",
          "not found",
          "not detected",
          "not visible",
          "has disappeared",
          "have disappeared",
          "disappeared",
          "has resolved",
          "have resolved",
          "is absent",
          "are absent",
          "ruled out",
          "is excluded",
          "are excluded",
          "excluded");

  /** After a finding only where the clause ends there; elsewhere they open the next finding. */
  private static final Set<String> AFTER_AT_END =
      Set.of(
          "possible",
          "probable",
          "likely",
          "unlikely",
          "suspected",
          "questionable",
          "borderline",
          "absent",
          "no longer",
          "?");

  /** Whoever says one of these does not speak of the finding of this recording alone. */
  private static final List<String> BLOCKING =
      List.of(
          "compared",
          "comparison",
          "comparing",
          "previous",
          "previously",
          "prior ecg",
          "prior ekg",
          "prior tracing",
          "prior study",
          "prior to",
          "last ecg",
          "last ekg",
          "last tracing",
          "since",
          "serial",
          "replaced by",
          "changed to",
          "except",
          "apart from",
          "other than",
          "history",
          "hx",
          "family",
          "mother",
          "father",
          "sister",
          "brother",
          "patient",
          "known",
          "status post",
          "s p",
          "reason",
          "indication",
          "ago",
          "treated");

  /** Words that may stand before a finding without changing it. */
  private static final Set<String> NEUTRAL =
      Set.of(
          "a",
          "an",
          "the",
          "also",
          "is",
          "are",
          "there",
          "marked",
          "moderate",
          "mild",
          "severe",
          "minimal",
          "slight",
          "occasional",
          "frequent",
          "rare",
          "multiple",
          "consecutive",
          "isolated",
          "intermittent",
          "acute",
          "subacute",
          "old",
          "recent",
          "new",
          "prior",
          "chronic",
          "definite",
          "diffuse",
          "widespread",
          "extensive",
          "nonspecific",
          "non",
          "specific",
          "prominent",
          "underlying",
          "predominant",
          "evidence",
          "of",
          "for",
          "by");

  private static final Set<String> CONNECTORS =
      Set.of("with", "and", "or", "plus", "due", "to", "secondary");

  /** Phrases before a finding and what they make of it. */
  static final PhraseTable<Certainty> BEFORE = table(POSSIBLE_BEFORE, ABSENT_BEFORE);

  /** Phrases after a finding and what they make of it. */
  static final PhraseTable<Certainty> AFTER = table(POSSIBLE_AFTER, ABSENT_AFTER);

  /** Phrases that keep a statement from being read. */
  static final PhraseTable<String> BLOCK = PhraseTable.of(BLOCKING);

  private StatementPhrases() {}

  /** Whether a phrase of {@link #BEFORE} belongs to what precedes it where its clause ends. */
  static boolean mayFollow(List<String> phrase) {
    return AFTER_AT_END.contains(String.join(" ", phrase));
  }

  static boolean isNeutral(String word) {
    return NEUTRAL.contains(word);
  }

  static boolean isConnector(String word) {
    return CONNECTORS.contains(word);
  }

  private static PhraseTable<Certainty> table(List<String> possible, List<String> absent) {
    Map<String, Certainty> phrases = new LinkedHashMap<>();
    possible.forEach(text -> phrases.put(text, Certainty.POSSIBLE));
    absent.forEach(text -> phrases.put(text, Certainty.ABSENT));
    return new PhraseTable<>(phrases);
  }
}
