package org.ecgnat.preprocessing.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.ecgnat.preprocessing.SharedData;
import org.ecgnat.preprocessing.format.Statements;
import org.ecgnat.preprocessing.format.Statements.Statement;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Label;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped sources of vendors' exports: labels come out of real files and real phrases. */
class VendorSourcesTest {

  @ParameterizedTest
  @ValueSource(strings = {"muse", "philips"})
  void isPrivateAndNamesEachPhraseOnce(String name) throws Exception {
    SourceDefinition source = Sources.shipped(name);
    assertThat(source.name()).isEqualTo(name);
    assertThat(source.phi()).isTrue();
    Set<String> phrases = new HashSet<>();
    for (String phrase : source.headerCodes().vocabulary()) {
      assertThat(phrases.add(phrase.toLowerCase(Locale.ROOT))).as(phrase).isTrue();
    }
  }

  /** A phrase of the vocabulary stands for itself, whatever words it has in common with others. */
  @ParameterizedTest
  @ValueSource(strings = {"muse", "philips"})
  void everyPhraseIsRecognisedWithinALine(String name) throws Exception {
    Statements statements = new Statements(Sources.shipped(name).headerCodes());
    for (String phrase : Sources.shipped(name).headerCodes().vocabulary()) {
      assertThat(
              statements.labels(
                  List.of(new Statement("with frequent " + phrase + " in some leads", "")),
                  "machine"))
          .as(phrase)
          .containsExactly(Label.of(name, phrase, "machine"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          muse_xml/MUSE_20200923_093504_79000_example.xml | muse | Sinus bradycardia+ Sinus arrhythmia+ 1st degree A-V block+ Otherwise normal ECG+
          muse_xml/dummy_ecg.xml | muse | Normal sinus rhythm+ Voltage criteria for left ventricular hypertrophy+ Abnormal ECG+
          philips_sierra/1_03/129DYPRG.XML | philips | Abnormal ECG+ Sinus bradycardia+ Nonspecific intraventricular conduction delay+ Inferior infarct+ Acute MI+
          philips_sierra/1_04/3191723_ZZDEMOPTONLY_1-04_orig.xml | philips | Abnormal ECG+ Sinus rhythm+ Left ventricular hypertrophy? Anterior ST elevation+ LVH?
          philips_sierra/1_04_01/2020-5-18_15-48-11.xml | philips | Otherwise normal ECG+ Sinus rhythm+ Abnormal R-wave progression, early transition+
          """)
  void labelsRealExports(String file, String name, String expected) throws Exception {
    EcgRecording recording =
        Sources.read(SharedData.path("data/formats/vendor/" + file), Sources.shipped(name));
    assertThat(summary(recording.labels().stream().filter(l -> l.system().equals(name)).toList()))
        .isEqualTo(expected);
  }

  /** Lines of MUSE reports. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Atrial fibrillation with rapid ventricular response with premature ventricular or aberrantly conducted complexes | Atrial fibrillation+ Rapid ventricular response+ Premature ventricular or aberrantly conducted complexes+
          Atrial flutter with 2:1 A-V conduction | Atrial flutter+ 2:1 A-V conduction+
          Unusual P axis, possible ectopic atrial rhythm | Unusual P axis+ Ectopic atrial rhythm?
          Sinus rhythm with 2nd degree A-V block (Mobitz I) | Sinus rhythm+ 2nd degree A-V block (Mobitz I)+
          ST elevation, consider inferior injury or acute infarct | ST elevation+ Inferior injury? Acute infarct?
          Marked ST abnormality, possible inferior subendocardial injury | Marked ST abnormality+ Inferior subendocardial injury?
          Anterior infarct (cited on or before 14-FEB-2011) | Anterior infarct+
          Anterolateral infarct, possibly acute | Anterolateral infarct+
          Low voltage QRS, consider pulmonary disease, pericardial effusion, or normal variant | Low voltage QRS+ Pericardial effusion?
          ** ** ** ** * ACUTE MI / STEMI * ** ** ** ** | Acute MI / STEMI+
          *** Bifascicular block *** | Bifascicular block+
          Borderline criteria for Inferior infarct | Inferior infarct?
          Left ventricular hypertrophy with QRS widening and repolarization abnormality | Left ventricular hypertrophy with QRS widening and repolarization abnormality+
          Electronic ventricular pacemaker | Electronic ventricular pacemaker+
          Suspect arm lead reversal, interpretation assumes no reversal | Arm lead reversal?
          Questionable change in initial forces of Anterior leads |
          Significant changes have occurred |
          Vent. rate has increased BY 25 BPM |
          T wave inversion less evident in Lateral leads | T wave inversion+
          Sinus rhythm has replaced Atrial fibrillation | Sinus rhythm+ Atrial fibrillation-
          """)
  void labelsLinesOfReports(String line, String expected) throws IOException {
    Statements statements = new Statements(Sources.shipped("muse").headerCodes());
    assertThat(summary(statements.labels(List.of(new Statement(line, "")), "machine")))
        .isEqualTo(expected == null ? "" : expected);
  }

  private static String summary(List<Label> labels) {
    return labels.stream()
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
