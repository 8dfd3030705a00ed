package org.ecgnat.preprocessing.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.ecgnat.preprocessing.format.Statements.Statement;
import org.ecgnat.preprocessing.recording.Label;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Phrases as the programs of several makers, and readers correcting them, write them. */
class StatementsTest {
  private static final CodeSystem CODES =
      new CodeSystem(
          "test",
          List.of(
              "Sinus rhythm",
              "Normal sinus rhythm",
              "Sinus bradycardia",
              "Sinus tachycardia",
              "Sinus arrhythmia",
              "Atrial fibrillation",
              "Atrial flutter",
              "Premature ventricular complexes",
              "Premature atrial complexes",
              "1st degree A-V block",
              "Left axis deviation",
              "Left anterior fascicular block",
              "Left bundle branch block",
              "Right bundle branch block",
              "Incomplete right bundle branch block",
              "Left ventricular hypertrophy",
              "Left atrial enlargement",
              "Voltage criteria for left ventricular hypertrophy",
              "Minimal voltage criteria for LVH, may be normal variant",
              "Anterior infarct",
              "Inferior infarct",
              "Lateral infarct",
              "Septal infarct",
              "Anterior ischemia",
              "Inferior ischemia",
              "ST & T wave abnormality",
              "Nonspecific T wave abnormality",
              "ST elevation",
              "Early repolarization",
              "Acute MI / STEMI",
              "Normal ECG",
              "Otherwise normal ECG",
              "Borderline ECG",
              "Abnormal ECG"),
          "\\d{3}-\\d{2}");

  @ParameterizedTest(name = "{index}: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Sinus bradycardia                                              | Sinus bradycardia+
          SINUS  BRADYCARDIA.                                            | Sinus bradycardia+
          *** Acute MI / STEMI ***                                       | Acute MI / STEMI+
          Marked sinus bradycardia with 1st degree A-V block             | Sinus bradycardia+ 1st degree A-V block+
          Sinus rhythm with frequent and consecutive Premature ventricular complexes | Sinus rhythm+ Premature ventricular complexes+
          Sinus tachycardia with occasional Premature atrial complexes and Left axis deviation | Sinus tachycardia+ Premature atrial complexes+ Left axis deviation+
          Incomplete right bundle branch block                           | Incomplete right bundle branch block+
          Rate-dependent right bundle branch block                       |
          Anterior infarct , age undetermined                            | Anterior infarct+
          Cannot rule out Anterior infarct , age undetermined            | Anterior infarct?
          Possible Left atrial enlargement                               | Left atrial enlargement?
          Possible Anterior infarct (cited on or before 22-SEP-2020)     | Anterior infarct?
          Old inferior infarct, possible lateral infarct                 | Inferior infarct+ Lateral infarct?
          ST & T wave abnormality, consider anterior ischemia            | ST & T wave abnormality+ Anterior ischemia?
          ST and T wave abnormality, consider inferior ischemia or digitalis effect | ST & T wave abnormality+ Inferior ischemia?
          Voltage criteria for left ventricular hypertrophy              | Voltage criteria for left ventricular hypertrophy+
          Minimal voltage criteria for LVH, may be normal variant        | Minimal voltage criteria for LVH, may be normal variant+
          ST elevation, probably due to early repolarization             | ST elevation+ Early repolarization?
          Borderline left axis deviation                                 | Left axis deviation?
          Borderline ECG                                                 | Borderline ECG+
          Abnormal ECG                                                   | Abnormal ECG+
          Otherwise normal ECG                                           | Otherwise normal ECG+
          Normal ECG except for rate                                     |
          Probable left ventricular hypertrophy                          | Left ventricular hypertrophy?
          Left ventricular hypertrophy is probable                       | Left ventricular hypertrophy?
          Suggests inferior infarct                                      | Inferior infarct?
          Consistent with septal infarct                                 | Septal infarct?
          Septal infarct - may be old                                    | Septal infarct+
          Inferior infarct ?                                             | Inferior infarct?
          ? Inferior infarct                                             | Inferior infarct?
          Rule out anterior infarct                                      | Anterior infarct?
          r/o anterior infarct                                           | Anterior infarct?
          Anterior infarct has been ruled out                            | Anterior infarct-
          Anterior infarct cannot be excluded                            | Anterior infarct?
          Anterior infarct can't be ruled out                            | Anterior infarct?
          Anterior infarct is not excluded                               | Anterior infarct?
          Sinus tachycardia versus atrial flutter                        | Sinus tachycardia? Atrial flutter?
          Atrial fibrillation or atrial flutter                          | Atrial fibrillation? Atrial flutter?
          No atrial fibrillation                                         | Atrial fibrillation-
          No evidence of acute anterior infarct                          | Anterior infarct-
          Sinus rhythm without ST elevation                              | Sinus rhythm+ ST elevation-
          Sinus rhythm, no ST elevation                                  | Sinus rhythm+ ST elevation-
          No P waves, atrial fibrillation                                | Atrial fibrillation+
          No anterior infarct, inferior infarct or left bundle branch block | Anterior infarct- Inferior infarct- Left bundle branch block-
          No anterior infarct; sinus rhythm                              | Anterior infarct- Sinus rhythm+
          Left bundle branch block: absent                               | Left bundle branch block-
          Sinus rhythm, anterior infarct (possible), left axis deviation | Sinus rhythm+ Anterior infarct? Left axis deviation+
          Sinus rhythm; possible                                         | Sinus rhythm+
          Left bundle branch block absent                                | Left bundle branch block-
          Left bundle branch block is no longer present                  | Left bundle branch block-
          Premature ventricular complexes are no longer Present          | Premature ventricular complexes-
          No longer sinus rhythm                                         | Sinus rhythm-
          Nonspecific T wave abnormality no longer evident in Inferior leads | Nonspecific T wave abnormality-
          Nonspecific T wave abnormality now evident in Lateral leads    | Nonspecific T wave abnormality+
          ST elevation has disappeared                                   | ST elevation-
          Atrial fibrillation has replaced Sinus rhythm                  | Atrial fibrillation+ Sinus rhythm-
          When compared with ECG of 22-SEP-2020 09:03, Atrial fibrillation |
          Previous ECG: atrial fibrillation                              |
          Compared to prior tracing, left bundle branch block            |
          Atrial fibrillation since 2019                                 |
          History of atrial fibrillation                                 |
          Mother had atrial fibrillation and anterior infarct            |
          Dr Doe says atrial fibrillation with anterior infarct          |
          No significant change was found                                |
          Confirmed by Doe, Jane M.D. (42) on 3/4/2020 10:11:12 AM       |
          V-rate 50-99                                                   |
          LEFT ANTERIOR FASCICULAR BLOCK                                 | Left anterior fascicular block+
          PROBABLE ANTERIOR INFARCT, AGE INDETERMINATE                   | Anterior infarct?
          CONSIDER INFERIOR INFARCT                                      | Inferior infarct?
          Sinus rhythm. Possible left atrial enlargement. Left axis deviation. | Sinus rhythm+ Left atrial enlargement? Left axis deviation+
          Normal sinus rhythm; normal ECG                                | Normal sinus rhythm+ Normal ECG+
          161-10                                                         | 161-10+
          code 161-10                                                    |
          """)
  void readsStatements(String text, String expected) {
    assertThat(summary(List.of(new Statement(text, ""))))
        .isEqualTo(expected == null ? "" : expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'', Anterior infarct+",
    "probable, Anterior infarct?",
    "Cannot rule out, Anterior infarct?",
    "absent, Anterior infarct-",
    "definite, Anterior infarct+",
    "ruled out, Anterior infarct-"
  })
  void aFieldBesideTheStatementSaysHowSureItIs(String modifier, String expected) {
    assertThat(summary(List.of(new Statement("Anterior infarct", modifier)))).isEqualTo(expected);
  }

  @Test
  void keepsAStatedProbability() {
    assertThat(labels(List.of(new Statement("Anterior infarct", "possible (35.5 %)"))))
        .containsExactly(new Label("test", "Anterior infarct", 35.5, "machine", "possible"));
    assertThat(labels(List.of(new Statement("Anterior infarct", "900%"))))
        .containsExactly(Label.of("test", "Anterior infarct", "machine"));
  }

  @Test
  void theSurestStatementOfACodeWins() {
    assertThat(
            summary(
                List.of(
                    new Statement("Possible anterior infarct", ""),
                    new Statement("No sinus rhythm", ""),
                    new Statement("Anterior infarct", ""),
                    new Statement("Probable sinus rhythm", ""))))
        .isEqualTo("Anterior infarct+ Sinus rhythm?");
  }

  @Test
  void readsNothingWithoutAVocabularyOrFromAnEssay() {
    assertThat(labels(List.of(new Statement("", "")))).isEmpty();
    assertThat(
            new Statements(CodeSystem.NONE)
                .labels(List.of(new Statement("Sinus rhythm", "")), "machine"))
        .isEmpty();
    assertThat(labels(List.of(new Statement("Sinus rhythm. ".repeat(100), "")))).isEmpty();
  }

  private static List<Label> labels(List<Statement> statements) {
    return new Statements(CODES).labels(statements, "machine");
  }

  /** The codes, followed by + where present, ? where possible, - where absent. */
  private static String summary(List<Statement> statements) {
    return labels(statements).stream()
        .map(
            label ->
                label.code()
                    + switch (label.certainty()) {
                      case "present" -> "+";
                      case "possible" -> "?";
                      default -> "-";
                    })
        .collect(Collectors.joining(" "));
  }
}
