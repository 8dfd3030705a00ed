package org.ecgnat.preprocessing.format.aecg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.ecgnat.preprocessing.SharedData;
import org.ecgnat.preprocessing.format.LocalFolder;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.RecordingFormats;
import org.ecgnat.preprocessing.format.RecordingReader;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.recording.Sex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AecgRealFilesTest {
  private static final String VENDOR = "data/formats/vendor/";
  private static final String EXAMPLE = VENDOR + "ecgtoolkit/Example.xml";

  /** One quantisation step of the coarsest of them, and what a float adds. */
  private static final double STEP_MILLIVOLTS = 0.0025 + 1e-6;

  /** The same ECG in SCP-ECG and DICOM, and annotated ECGs of other writers. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ecgtoolkit/Example.scp",
        "ecgtoolkit/Example.dcm",
        "hl7_aecg/ecg-kit_ecg_hl7.xml",
        "hl7_aecg/fda_aecg-python/Example aECG.xml",
        "hl7_aecg/fda_aecg-python/subject1_0.xml",
        "hl7_aecg/fda_aecg-python/subject1_1.xml",
        "hl7_aecg/fda_aecg-python/subject1_2.xml"
      })
  void sameEcgInOtherFiles(String file) throws Exception {
    EcgRecording example = read(EXAMPLE).get(0);
    EcgRecording other = read(VENDOR + file).get(0);
    assertThat(other.leads()).containsExactlyElementsOf(Lead.STANDARD);
    assertThat(other.samplingRateHz()).isEqualTo(example.samplingRateHz()).isEqualTo(500);
    assertThat(other.samples()).isEqualTo(example.samples()).isEqualTo(5000);
    for (int row = 0; row < Lead.COUNT; row++) {
      double largest = 0;
      for (int i = 0; i < example.samples(); i++) {
        double difference = example.signal()[row][i] - other.signal()[row][i];
        largest = Math.max(largest, Math.abs(difference));
      }
      assertThat(largest).as(Lead.STANDARD.get(row).label()).isLessThanOrEqualTo(STEP_MILLIVOLTS);
    }
  }

  @Test
  void exampleStatesPatientAndDevice() throws Exception {
    List<EcgRecording> recordings = read(EXAMPLE);
    assertThat(recordings).hasSize(1);
    EcgRecording recording = recordings.get(0);
    assertThat(recording.recordKey()).isEqualTo("Example");
    assertThat(recording.patient().id()).isEqualTo("SBJ-123");
    assertThat(recording.patient().sex()).isEqualTo(Sex.MALE);
    assertThat(recording.patient().ageYears()).hasValue(49);
    assertThat(recording.recordedAt()).contains(Instant.parse("2002-11-22T09:10:00Z"));
    assertThat(recording.context().device()).isEqualTo("ELI250");
    assertThat(recording.context().manufacturer()).isEqualTo("Mortara Instrument, Inc.");
    assertThat(recording.context().site()).isEqualTo("TS-035-03");
    assertThat(recording.context().filters()).isEqualTo("to 150 Hz, 60 Hz notch");
    assertThat(recording.toString()).doesNotContain("Clark").doesNotContain("1953");
    // the first digits, of 2.5 uV
    assertThat(Arrays.copyOf(recording.signal()[0], 6))
        .containsExactly(-.005f, -.005f, -.005f, -.005f, -.0075f, -.01f);
  }

  /** As a cart exports its simulated signal, with elements of its own. */
  @Test
  void extensionsOfAVendor() throws Exception {
    EcgRecording recording = read(VENDOR + "hl7_aecg/hl7aecg_example.xml").get(0);
    assertThat(recording.leads()).containsExactlyElementsOf(Lead.STANDARD);
    assertThat(recording.samplingRateHz()).isEqualTo(100);
    assertThat(recording.samples()).isEqualTo(1000);
    assertThat(recording.signal()[0][0]).isEqualTo(-.21f);
    assertThat(recording.context().filters()).isEqualTo("0.56-35 Hz, 50 Hz notch");
    assertThat(recording.context().device()).isEqualTo("BeneHeart R12");
    assertThat(recording.recordedAt()).contains(Instant.parse("2025-09-23T10:35:50Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "minimum_aecg",
    "minimum_aecg_effectiveTime_high",
    "minimum_aecg_effectiveTime_interval",
    "minimum_aecg_effectiveTime_low",
    "minimum_aecg_nouuid"
  })
  void minimalDocumentsHoldThirteenSamples(String name) throws Exception {
    EcgRecording recording = read(VENDOR + "hl7_aecg/fda_aecg-python/" + name + ".xml").get(0);
    assertThat(recording.leads()).containsExactly(Lead.II);
    assertThat(recording.samples()).isEqualTo(13);
    assertThat(recording.patient().id()).isEqualTo("SBJ-123");
    assertThat(recording.recordedAt()).contains(Instant.parse("2002-11-22T09:10:00Z"));
  }

  @Test
  void emptyDocumentHasNoSignal() {
    assertThatThrownBy(() -> read(VENDOR + "hl7_aecg/fda_aecg-python/empty.xml"))
        .isInstanceOf(UnreadableRecordingException.class)
        .hasMessageContaining("no rhythm series")
        .extracting(e -> ((UnreadableRecordingException) e).reason())
        .isEqualTo(Reason.NO_SIGNAL);
  }

  private static List<EcgRecording> read(String file)
      throws IOException, UnreadableRecordingException {
    Path path = SharedData.path(file);
    LocalFolder folder = LocalFolder.of(path);
    String name = path.getFileName().toString();
    byte[] bytes = Files.readAllBytes(path);
    byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, RecordingFormats.HEAD_BYTES));
    RecordingReader reader = RecordingFormats.find(name, head, ReadOptions.STRICT).orElseThrow();
    return reader.read(folder.read(name).orElseThrow(), name, folder, ReadOptions.STRICT);
  }
}
