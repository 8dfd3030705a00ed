package org.ecgnat.preprocessing.format.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ecgnat.preprocessing.SharedData;
import org.ecgnat.preprocessing.format.LocalFolder;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.RecordingFormats;
import org.ecgnat.preprocessing.format.SiblingFiles;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.recording.Sex;
import org.junit.jupiter.api.Test;

/** Real objects of two writers, against another format and against the bytes. */
class DicomFilesTest {
  private static final Pattern SERIES =
      Pattern.compile(
          "<code code=\"MDC_ECG_LEAD_(\\w+)\"[^>]*>.*?<origin[^>]*value=\"([^\"]+)\".*?"
              + "<scale[^>]*value=\"([^\"]+)\" unit=\"uV\".*?<digits>(.*?)</digits>",
          Pattern.DOTALL);

  @Test
  void theSameEcgAsInHl7aEcg() throws Exception {
    EcgRecording recording = read("ecgtoolkit/Example.dcm");
    Map<Lead, double[]> microvolts = annotatedEcg("ecgtoolkit/Example.xml");
    assertThat(recording.samplingRateHz()).isEqualTo(500);
    assertThat(recording.leads()).isEqualTo(Lead.STANDARD);
    assertThat(microvolts).hasSizeGreaterThanOrEqualTo(8);
    for (Map.Entry<Lead, double[]> lead : microvolts.entrySet()) {
      float[] millivolts = recording.lead(lead.getKey()).orElseThrow();
      assertThat(millivolts).as(lead.getKey().label()).hasSameSizeAs(lead.getValue());
      for (int i = 0; i < millivolts.length; i++) {
        assertThat((double) millivolts[i])
            .as("%s, sample %d", lead.getKey().label(), i)
            .isCloseTo(lead.getValue()[i] / 1000, within(0.0025 + 1e-6));
      }
    }
  }

  @Test
  void whatTheConverterSaysOfThePatient() throws Exception {
    EcgRecording recording = read("ecgtoolkit/Example.dcm");
    assertThat(recording.recordKey()).isEqualTo("Example");
    assertThat(recording.amplitude()).isEqualTo(Amplitude.MILLIVOLTS);
    // born 1953-05-08, recorded 2002-11-22, no age stated
    assertThat(recording.patient().ageYears()).isEqualTo(OptionalInt.of(49));
    assertThat(recording.patient().sex()).isEqualTo(Sex.MALE);
    assertThat(recording.recordedAt()).contains(Instant.parse("2002-11-22T09:10:00Z"));
    assertThat(recording.context().device()).isEqualTo("ELI250");
    assertThat(recording.context().filters()).isEmpty();
    assertThat(recording.labels()).isEmpty();
  }

  @Test
  void theRhythmOfACartAndNotItsMedianBeat() throws Exception {
    Path file = SharedData.path("data/formats/vendor/dicom/anonymous_ecg.dcm");
    EcgRecording recording = read("dicom/anonymous_ecg.dcm");
    assertThat(recording.samplingRateHz()).isEqualTo(1000);
    assertThat(recording.leads()).isEqualTo(Lead.STANDARD);
    assertThat(recording.samples()).isEqualTo(10_000);
    assertThat(recording.patient().ageYears()).isEqualTo(OptionalInt.of(42));
    assertThat(recording.patient().sex()).isEqualTo(Sex.FEMALE);
    assertThat(recording.context().manufacturer()).isEqualTo("Mortara Instrument, Inc.");
    assertThat(recording.context().device()).isEqualTo("el250");
    assertThat(recording.context().site()).isEmpty();
    assertThat(recording.context().filters()).isEqualTo("0.05-300 Hz");
    assertThat(recording.recordedAt()).contains(Instant.parse("2013-01-25T10:59:19Z"));

    // the samples begin behind the only 12-byte header of Waveform Data with 240,000 bytes
    byte[] bytes = Files.readAllBytes(file);
    byte[] header = {0, 0x54, 0x10, 0x10, 'O', 'W', 0, 0, (byte) 0x80, (byte) 0xa9, 3, 0};
    int start = indexOf(bytes, header) + header.length;
    for (int i = 0; i < 10_000; i += 97) {
      for (int lead = 0; lead < 12; lead++) {
        int at = start + 2 * (12 * i + lead);
        short sample = (short) ((bytes[at] & 0xff) | bytes[at + 1] << 8);
        // the cart stores I II III aVR aVL aVF V1 … V6, 1.25 µV a unit
        assertThat(recording.signal()[lead][i]).isEqualTo((float) (sample * 1.25e-3));
      }
    }
  }

  @Test
  void foundByContent() throws Exception {
    for (String name : List.of("dicom/anonymous_ecg.dcm", "ecgtoolkit/Example.dcm")) {
      byte[] bytes = Files.readAllBytes(SharedData.path("data/formats/vendor/" + name));
      byte[] head = Arrays.copyOf(bytes, RecordingFormats.HEAD_BYTES);
      assertThat(RecordingFormats.find("IM000001", head, ReadOptions.STRICT))
          .hasValueSatisfying(reader -> assertThat(reader.format()).isEqualTo("dicom"));
    }
  }

  private static EcgRecording read(String name) throws Exception {
    Path file = SharedData.path("data/formats/vendor/" + name);
    String plain = file.getFileName().toString();
    SiblingFiles folder = LocalFolder.of(file);
    List<EcgRecording> recordings =
        new DicomReader().read(folder.read(plain).orElseThrow(), plain, folder, ReadOptions.STRICT);
    assertThat(recordings).hasSize(1);
    return recordings.get(0);
  }

  /** The rhythm of an annotated ECG: the first series of each lead. */
  private static Map<Lead, double[]> annotatedEcg(String name) throws Exception {
    String xml =
        Files.readString(
            SharedData.path("data/formats/vendor/" + name), StandardCharsets.ISO_8859_1);
    Map<Lead, double[]> leads = new EnumMap<>(Lead.class);
    Matcher series = SERIES.matcher(xml);
    while (series.find()) {
      double origin = Double.parseDouble(series.group(2));
      double scale = Double.parseDouble(series.group(3));
      double[] values =
          Arrays.stream(series.group(4).strip().split("\\s+"))
              .mapToDouble(digits -> origin + scale * Double.parseDouble(digits))
              .toArray();
      Lead.parse(series.group(1)).ifPresent(lead -> leads.putIfAbsent(lead, values));
    }
    return leads;
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; i + part.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("Not found");
  }
}
