package org.ecgnat.preprocessing.format.wfdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ecgnat.preprocessing.format.CodeSystem;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.ReadOptions.UnitRule;
import org.ecgnat.preprocessing.format.SiblingFiles.Content;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Label;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.recording.Sex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WfdbReaderTest {
  private static final ReadOptions STANDARDISED =
      new ReadOptions(UnitRule.STANDARDISED, CodeSystem.NONE);

  /** Four samples of format 16: 1, −2, missing, 300. */
  private static final byte[] FOUR = {1, 0, -2, -1, 0, -128, 44, 1};

  @Test
  void missingSamplesAreNotNumbersAndUnitsBecomeMillivolts() throws Exception {
    EcgRecording recording = read("r 1 500 4\nr.dat 16 100(10)/mV 16 0 1 -32469 0 V2\n");
    assertThat(recording.recordKey()).isEqualTo("r");
    assertThat(recording.leads()).containsExactly(Lead.V2);
    assertThat(recording.signal()[0]).containsExactly(-0.09f, -0.12f, Float.NaN, 2.9f);
    assertThat(recording.amplitude()).isEqualTo(Amplitude.MILLIVOLTS);
    assertThat(recording.files()).extracting("sizeBytes").contains(8L);
  }

  @ParameterizedTest
  @CsvSource({"uV, 0.001", "UV, 0.001", "µV, 0.001", "μV, 0.001", "mv, 1", "MV, 1", "V, 1000"})
  void unitsInAnyCase(String unit, float millivolts) throws Exception {
    EcgRecording recording = read("r 1 500 1\nr.dat 16 1/" + unit + " 16 0 1 1 0 I\n");
    assertThat(recording.signal()[0]).containsExactly(millivolts);
  }

  @Test
  void unitsInLatin1() throws Exception {
    byte[] header = "r 1 500 1\nr.dat 16 1/µV 16 0 1 1 0 I\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(read(header, ReadOptions.STRICT).signal()[0]).containsExactly(0.001f);
  }

  @Test
  void noGainMeansNotCalibrated() throws Exception {
    EcgRecording recording = read("r 1 500 4\nr.dat 16 0(3)/mV 16 0 1 -32469 0 V2\n");
    assertThat(recording.amplitude()).isEqualTo(Amplitude.UNKNOWN);
    assertThat(recording.signal()[0][3]).isEqualTo(297 / 200f);
  }

  @Test
  void standardisedSourcesMayUseAnyUnit() throws Exception {
    String header = "r 1 500 4\nr.dat 16 1000/NU 16 0 1 -32469 0 V2\n";
    assertThat(read(bytes(header), STANDARDISED).amplitude()).isEqualTo(Amplitude.UNKNOWN);
    assertThat(read(bytes(header), STANDARDISED).signal()[0][3]).isEqualTo(0.3f);
    assertThat(fault(header).reason()).isEqualTo(Reason.UNKNOWN_UNIT);
  }

  @ParameterizedTest
  @ValueSource(ints = {-32469, 33067})
  void checksumsAreSignedOrUnsigned(int checksum) throws Exception {
    assertThat(read("r 1 500 4\nr.dat 16 200/mV 16 0 1 " + checksum + " 0 I\n").samples())
        .isEqualTo(4);
  }

  @Test
  void withoutALengthTheFileDecides() throws Exception {
    assertThat(read("r 1\r\n\r\nr.dat 16 200/mV 12 0 1 -32469 0 I\n").samples()).isEqualTo(4);
    assertThat(read("r 1 360/100(5) 0\nr.dat 16+2 200/mV 12 0 -2 -32470 0 I\n").samples())
        .isEqualTo(3);
  }

  @Test
  void otherSignalsAreSkippedWithTheirFiles() throws Exception {
    EcgRecording recording =
        read(
            """
            r 3 500 2
            r.dat 16 100/mV 16 0 1 -32767 0 lead II
            r.dat 16 100/mmHg 16 0 -2 298 0 ABP
            absent.dat 8x4 1/NU 8 0 0 0 0 PLETH
            """);
    assertThat(recording.leads()).containsExactly(Lead.II);
    assertThat(recording.signal()[0]).containsExactly(0.01f, Float.NaN);
  }

  @Test
  void baseTimeIsReadOnlyInTheFormatsOwnForm() throws Exception {
    String line = "\nr.dat 16 100/mV 16 0 1 -32469 0 I\n";
    assertThat(read("r 1 500 4 22:34:47.5 01/02/2006 " + line).recordedAt())
        .contains(Instant.parse("2006-02-01T22:34:47Z"));
    assertThat(read("r 1 500 4 05-Feb-2020 11:39:16" + line).recordedAt()).isEmpty();
    assertThat(read("r 1 500 4 22:34:47 31/02/2006" + line).recordedAt()).isEmpty();
  }

  @Test
  void commentsGiveAgeSexAndCodesAndNothingElse() throws Exception {
    CodeSystem snomed = new CodeSystem("snomed", List.of(), "\\d{6,18}");
    EcgRecording recording =
        read(
            bytes(
                """
                r 1 500 4
                r.dat 16 100/mV 16 0 1 -32469 0 I
                #Name: Jane Doe
                # Age: 92
                #Sex: Female
                # Dx: 426783006,59118001, Jane Doe
                """),
            new ReadOptions(UnitRule.VOLTAGE_ONLY, snomed));
    assertThat(recording.patient().ageYears()).hasValue(90);
    assertThat(recording.patient().sex()).isEqualTo(Sex.FEMALE);
    assertThat(recording.patient().id()).isEmpty();
    assertThat(recording.labels())
        .extracting(Label::system, Label::code, Label::origin)
        .containsExactly(
            tuple("snomed", "426783006", "header"), tuple("snomed", "59118001", "header"));
    assertThat(recording.toString()).doesNotContain("Doe");
  }

  @Test
  void statementsBelowDiagnosesAreMatchedWithTheVocabulary() throws Exception {
    CodeSystem ludb = new CodeSystem("ludb", List.of("Sinus rhythm", "STEMI: septal"), "");
    EcgRecording recording =
        read(
            bytes(
                """
                r 1 500 4
                r.dat 16 100/mV 16 0 1 -32469 0 I
                #Stemi: septal
                #<age>: 51  <sex>: M
                #<diagnoses>:
                #Rhythm: Sinus rhythm.
                #Stemi: septal.\s
                #Jane Doe.
                """),
            new ReadOptions(UnitRule.VOLTAGE_ONLY, ludb));
    assertThat(recording.patient().ageYears()).hasValue(51);
    assertThat(recording.patient().sex()).isEqualTo(Sex.MALE);
    assertThat(recording.labels())
        .extracting(Label::code)
        .containsExactly("Sinus rhythm", "STEMI: septal");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                             | UNREADABLE_HEADER  | no record line
          '# only a comment'                             | UNREADABLE_HEADER  | no record line
          'r'                                            | UNREADABLE_HEADER  | line 1 is no record line
          'r -1'                                         | UNREADABLE_HEADER  | number of signals on line 1
          'r 99999999999999999999'                       | UNREADABLE_HEADER  | number of signals on line 1
          'r 2147483647 500 4;r.dat 16'                  | UNREADABLE_HEADER  | 1 signal lines follow
          'r 0 500'                                      | NO_SIGNAL          | no signals
          'r/3 1 500 12'                                 | UNREADABLE_HEADER  | 0 segment lines follow
          'r/0 1 500 12'                                 | UNREADABLE_HEADER  | number of segments on line 1
          'r/1 1 500 12;s'                               | UNREADABLE_HEADER  | line 2 is no segment line
          'r/1 1 500 12;../s 12'                         | UNREADABLE_HEADER  | another folder
          'r/1 1 500 12;s -1'                            | UNREADABLE_HEADER  | samples on line 2
          'r/1 1 500 12;s 12'                            | MISSING_FILE       | header of segment 1
          'r/2 1 500 12;~ 4;~ 8'                         | NO_SIGNAL          | gaps
          'r 1 500;~ 0 200/mV 12 0 0 0 0 I'              | NO_SIGNAL          | layout
          'r 1 NaN 4;r.dat 16'                           | UNREADABLE_HEADER  | rate
          'r 1 0 4;r.dat 16'                             | UNREADABLE_HEADER  | not positive
          'r 1 1e-3 4;r.dat 16 1/mV 12 0 1 -32469 0 I'   | LIMIT_EXCEEDED     | outside
          'r 1 1e300 4;r.dat 16 1/mV 12 0 1 -32469 0 I'  | LIMIT_EXCEEDED     | outside
          'r 1 500 many;r.dat 16'                        | UNREADABLE_HEADER  | number of samples
          'r 1 500 4;r.dat'                              | UNREADABLE_HEADER  | line 2 has no sample format
          'r 1 500 4;r.dat sixteen 200/mV'               | UNREADABLE_HEADER  | format on line 2
          'r 1 500 4;r.dat 16 NaN/mV 12 0 0 0 0 I'       | UNREADABLE_HEADER  | gain on line 2
          'r 1 500 4;r.dat 16 1e999/mV 12 0 0 0 0 I'     | UNREADABLE_HEADER  | too large
          'r 1 500 4;r.dat 16 1e-99/mV 12 0 1 -32469 0 I'| UNREADABLE_HEADER  | too small
          'r 1 500 4;r.dat 16 1/mV 12 0 9999999999 0 0 I'| UNREADABLE_HEADER  | initial value on line 2
          'r 1 500 4;../r.dat 16 1/mV 12 0 1 0 0 I'      | UNREADABLE_HEADER  | another folder
          'r 1 500 4;..\\r.dat 16 1/mV 12 0 1 0 0 I'     | UNREADABLE_HEADER  | another folder
          'r 1 500 4;.. 16 1/mV 12 0 1 0 0 I'            | UNREADABLE_HEADER  | another folder
          'r 1 500 4;s.dat 16 1/mV 12 0 1 0 0 I'         | MISSING_FILE       | signal 1
          'r 1 500 4;r.dat 16 1/mV 12 0 1 0 0 MLII'      | NO_STANDARD_LEAD   | No signal
          'r 1 500 4;r.dat 9 1/mV 12 0 1 0 0 I'          | UNSUPPORTED_FORMAT | format 9
          'r 1 500 4;r.dat 16x2 1/mV 12 0 1 0 0 I'       | TRUNCATED          | 2 of 4 samples
          'r 1 500 5;r.dat 16 1/mV 12 0 1 0 0 I'         | TRUNCATED          | 4 of 5 samples
          'r 1 500 999999999999999999;r.dat 16 1/mV 12 0 1 0 0 I' | LIMIT_EXCEEDED | split it
          'r 1 500 4;r.dat 16+99 1/mV 12 0 1 0 0 I'      | TRUNCATED          | 0 of 4
          'r 1 500;r.dat 16+99 1/mV 12 0 1 0 0 I'        | NO_SIGNAL          | no samples
          'r 1 500 4;r.dat 16 1/mV 12 0 1 -32468 0 I'    | CHECKSUM_MISMATCH  | checksum
          'r 2 500 2;r.dat 16 1/mV 12 0 1 -32767 0 I;r.dat 16 1/mV 12 0 -2 298 0 i' | UNREADABLE_HEADER | repeats lead I
          'r 2 500 2;r.dat 16 1;r.dat 212 1/mV 12 0 -2 298 0 I' | UNSUPPORTED_FORMAT | share a file
          'r 2 500 2;r.dat 0 1/mV 12 0 1 0 0 II;r.dat 16 1/mV 12 0 -2 298 0 I' | UNSUPPORTED_FORMAT | share a file
          'r 3 500 2;r.dat 16 1;s.dat 16 1;r.dat 16 1/mV 12 0 -2 298 0 I' | UNREADABLE_HEADER | another file
          """)
  void faultsHaveAReason(String header, Reason reason, String message) {
    UnreadableRecordingException fault = fault(header.replace(';', '\n'));
    assertThat(fault.reason()).isEqualTo(reason);
    assertThat(fault).hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../r\u0085", "..\\r\u2028", "r.dat\0", "\u0085"})
  void aSignalFileIsNamedPlainly(String name) {
    UnreadableRecordingException fault = fault("r 1 500 4\n" + name + " 16 1/mV 12 0 1 -32469 0 I");
    assertThat(fault.reason()).isEqualTo(Reason.UNREADABLE_HEADER);
    assertThat(fault).hasMessageContaining("another folder");
  }

  @Test
  void messagesHoldNoTextOfTheFile() {
    for (String header :
        List.of(
            "Doe Jane",
            "r Doe 500",
            "r 1 Doe",
            "r 1 500 Doe",
            "r 1 500 4\nDoe.dat 16 1/mV 12 0 1 0 0 I",
            "r 1 500 4\n../Doe.dat 16 1/mV 12 0 1 0 0 I",
            "r 1 500 4\nr.dat Doe 1/mV",
            "r 1 500 4\nr.dat 16 Doe/mV",
            "r 1 500 4\nr.dat 16 1/Doe 12 0 1 -32469 0 I",
            "r 1 500 4\nr.dat 16 1/mV Doe",
            "r 1 500 4\nr.dat 16 1/mV 12 0 1 -32469 0 Doe")) {
      assertThat(fault(header)).as(header).message().doesNotContain("Doe");
    }
  }

  @Test
  void theNameDecides() {
    assertThat(new WfdbReader().recognises("A0001.HEA", new byte[0])).isTrue();
    assertThat(new WfdbReader().recognises("A0001.mat", bytes("A0001 12 500"))).isFalse();
  }

  private static UnreadableRecordingException fault(String header) {
    return catchThrowableOfType(UnreadableRecordingException.class, () -> read(header));
  }

  private static EcgRecording read(String header) throws Exception {
    return read(bytes(header), ReadOptions.STRICT);
  }

  private static EcgRecording read(byte[] header, ReadOptions options) throws Exception {
    Map<String, byte[]> files = Map.of("r.dat", FOUR);
    return new WfdbReader()
        .read(
            content(header),
            "r.hea",
            name -> Optional.ofNullable(files.get(name)).map(WfdbReaderTest::content),
            options)
        .get(0);
  }

  private static Content content(byte[] bytes) {
    return new Content(bytes, "/in/r", Instant.EPOCH);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
