package org.ecgnat.preprocessing.format.scp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.ecgnat.preprocessing.SharedData;
import org.ecgnat.preprocessing.format.LocalFolder;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.RecordingFormats;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.recording.Sex;
import org.junit.jupiter.api.Test;

/** Real records against the same recordings in other containers. */
class ScpRealFilesTest {
  private static final String CONTEC = "data/formats/vendor/contec/";
  private static final String TOOLKIT = "data/formats/vendor/ecgtoolkit/";

  /**
   * The CSV file holds plain converter values, of 5 µV as the SCP record says. The record ends
   * after 32,767 of 37,855 samples, because two bytes hold the length of a lead.
   */
  @Test
  void contecEqualsItsCsvExport() throws Exception {
    EcgRecording recording = read(CONTEC + "0000050.ECG.scp");
    List<String> lines = Files.readAllLines(SharedData.path(CONTEC + "0000050.ECG.csv"));
    assertThat(lines).hasSize(37_855);
    assertThat(recording.samplingRateHz()).isEqualTo(800);
    assertThat(recording.samples()).isEqualTo(32_767);
    assertThat(recording.leads()).containsExactlyElementsOf(Lead.STANDARD);
    for (int i = 0; i < recording.samples(); i++) {
      String[] values = lines.get(i).split(",", -1);
      for (int row = 0; row < 6; row++) {
        assertThat(recording.signal()[row][i])
            .isCloseTo(Integer.parseInt(values[row]) * 0.005f, within(1e-6f));
      }
    }
    assertThat(recording.signal()[Lead.V1.ordinal()]).containsOnly(0);
    assertThat(recording.recordedAt()).contains(Instant.parse("2020-11-16T21:44:39Z"));
    assertThat(recording.patient().id()).isEmpty();
    assertThat(recording.context().device()).isEqualTo("ECG90");
  }

  /** Data records of the EDF file hold one sample a signal, of 16 bits. */
  @Test
  void contecEqualsItsEdfExport() throws Exception {
    EcgRecording recording = read(CONTEC + "0000050.ECG.scp");
    byte[] edf = Files.readAllBytes(SharedData.path(CONTEC + "0000050.ECG.edf"));
    int header = 256 * 13;
    ByteBuffer samples =
        ByteBuffer.wrap(edf, header, edf.length - header).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < recording.samples(); i++) {
      for (Lead lead : Lead.STANDARD) {
        assertThat(recording.signal()[lead.ordinal()][i])
            .isCloseTo(samples.getShort() * 0.005f, within(1e-6f));
      }
    }
  }

  /** Huffman codes of second differences, against the values that an annotated ECG spells out. */
  @Test
  void exampleEqualsTheAnnotatedEcg() throws Exception {
    EcgRecording recording = read(TOOLKIT + "Example.scp");
    String xml = Files.readString(SharedData.path(TOOLKIT + "Example.xml"));
    String rhythm = xml.substring(0, xml.indexOf("<derivation>"));
    assertThat(recording.samplingRateHz()).isEqualTo(500);
    assertThat(recording.leads()).containsExactlyElementsOf(Lead.STANDARD);
    for (Lead lead : Lead.STANDARD) {
      double[] expected = digits(rhythm, lead);
      float[] row = recording.signal()[lead.ordinal()];
      assertThat(row).hasSize(expected.length).hasSize(5000);
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) row[i]).isCloseTo(expected[i] * 0.0025, within(0.0025 + 1e-6));
      }
    }
  }

  /** Section 5, which the rhythm of this record does not need, against the same beat in XML. */
  @Test
  void exampleReferenceBeatEqualsTheAnnotatedEcg() throws Exception {
    byte[] bytes = Files.readAllBytes(SharedData.path(TOOLKIT + "Example.scp"));
    String xml = Files.readString(SharedData.path(TOOLKIT + "Example.xml"));
    String beat = xml.substring(xml.indexOf("<derivation>"));
    ScpRecord record = ScpRecord.parse(bytes);
    LeadTable leads = LeadTable.parse(record.required(3));
    HuffmanDecoder huffman = HuffmanDecoder.parse(record.required(2));
    EncodedLeads encoded = EncodedLeads.parse(record.required(5), leads.leads().size());
    int samples = BeatTable.parse(record.required(4)).lengthMs() * 1000 / 2000;
    for (int place = 0; place < leads.leads().size(); place++) {
      Lead lead = leads.leads().get(place).standard().orElseThrow();
      double[] expected = digits(beat, lead);
      int[] values = encoded.decode(huffman, place, samples);
      assertThat(samples).isBetween(expected.length - 1, expected.length);
      for (int i = 0; i < samples; i++) {
        assertThat((double) values[i] * encoded.nanovolts())
            .isCloseTo(expected[i] * 2500, within(2500.0));
      }
    }
  }

  @Test
  void exampleStatesPatientAndDevice() throws Exception {
    EcgRecording recording = read(TOOLKIT + "Example.scp");
    assertThat(recording.patient().id()).isEqualTo("SBJ-123");
    assertThat(recording.patient().sex()).isEqualTo(Sex.MALE);
    assertThat(recording.patient().ageYears()).hasValue(49);
    assertThat(recording.recordedAt()).contains(Instant.parse("2002-11-22T09:10:00Z"));
    assertThat(recording.context().device()).isEqualTo("ELI250");
    assertThat(recording.context().site()).isEmpty();
    assertThat(recording.toString()).doesNotContain("Clark");
  }

  @Test
  void demoHasEightLeadsCountedFromZero() throws Exception {
    EcgRecording recording = read(CONTEC + "demo.scp");
    assertThat(recording.samplingRateHz()).isEqualTo(1000);
    assertThat(recording.samples()).isEqualTo(10_000);
    assertThat(recording.leads())
        .containsExactly(Lead.I, Lead.II, Lead.V1, Lead.V2, Lead.V3, Lead.V4, Lead.V5, Lead.V6);
    // the first values that follow the header, 254, 246, 251 of 183 nV
    assertThat(Arrays.copyOf(recording.signal()[0], 3))
        .containsExactly(254 * 183e-6f, 246 * 183e-6f, 251 * 183e-6f);
    assertThat(recording.patient().ageYears()).hasValue(47);
  }

  private static double[] digits(String xml, Lead lead) {
    int code = xml.indexOf("\"MDC_ECG_LEAD_" + lead.name() + "\"");
    int start = xml.indexOf("<digits>", code) + "<digits>".length();
    String digits = xml.substring(start, xml.indexOf("</digits>", start));
    return Arrays.stream(digits.strip().split("\\s+", -1))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  static EcgRecording read(String file) throws IOException, UnreadableRecordingException {
    Path path = SharedData.path(file);
    LocalFolder folder = LocalFolder.of(path);
    String name = path.getFileName().toString();
    byte[] bytes = Files.readAllBytes(path);
    byte[] head = Arrays.copyOf(bytes, RecordingFormats.HEAD_BYTES);
    assertThat(RecordingFormats.find(name, head, ReadOptions.STRICT))
        .hasValueSatisfying(found -> assertThat(found.format()).isEqualTo("scp"));
    return new ScpReader()
        .read(folder.read(name).orElseThrow(), name, folder, ReadOptions.STRICT)
        .get(0);
  }
}
