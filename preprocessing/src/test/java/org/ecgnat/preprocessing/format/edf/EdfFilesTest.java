package org.ecgnat.preprocessing.format.edf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.ecgnat.preprocessing.SharedData;
import org.ecgnat.preprocessing.format.LocalFolder;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;
import org.junit.jupiter.api.Test;

/** Real files against the values that other programs wrote of them. */
class EdfFilesTest {

  /** The export holds the converter's units; EDF says what they are worth. */
  @Test
  void theSameSamplesAsInTheExport() throws Exception {
    EcgRecording recording = read("vendor/contec/0000050.ECG.edf").get(0);
    List<String> lines =
        Files.readAllLines(SharedData.path("data/formats/vendor/contec/0000050.ECG.csv"));
    assertThat(recording.leads()).isEqualTo(Lead.STANDARD);
    assertThat(recording.samples()).isEqualTo(lines.size());
    assertThat(recording.samplingRateHz()).isCloseTo(800, within(0.1));
    assertThat(recording.recordedAt()).contains(Instant.parse("2020-11-16T21:44:39Z"));
    double unit = 2000.0 / 65535;
    for (int i = 0; i < lines.size(); i++) {
      String[] values = lines.get(i).split(",", -1);
      for (int lead = 0; lead < 6; lead++) {
        double millivolts = -1000 + (Integer.parseInt(values[lead]) + 32768) * unit;
        assertThat((double) recording.signal()[lead][i]).isCloseTo(millivolts, within(1e-5));
      }
    }
  }

  /** The sibling in WFDB format 16 was made of the same data records by another program. */
  @Test
  void everySampleOfAFileWithoutLeads() throws Exception {
    Path edf = SharedData.path("data/formats/wfdb/sample-data/test_generator_2.edf");
    byte[] bytes = Files.readAllBytes(edf);
    EdfHeader header = EdfHeaderParser.parse(bytes);
    ByteBuffer wfdb =
        ByteBuffer.wrap(Files.readAllBytes(edf.resolveSibling("test_generator_2.dat")))
            .order(ByteOrder.LITTLE_ENDIAN);
    assertThat(header.records()).isEqualTo(600);
    assertThat(header.signals()).hasSize(12);
    assertThat(header.signals().get(3).label()).isEqualTo("ECG");
    assertThat(header.rateHz(header.signals().get(3))).isEqualTo(200);
    int compared = 0;
    for (int record = 0; record < header.records(); record++) {
      for (EdfSignal signal : header.signals()) {
        int at = header.headerBytes() + record * header.recordBytes() + signal.offset();
        for (int i = 0; i < signal.samplesPerRecord(); i++) {
          assertThat(header.variant().sample(bytes, at + 2 * i)).isEqualTo(wfdb.getShort());
          compared++;
        }
      }
    }
    assertThat(compared).isEqualTo(600 * (11 * 200 + 51));
    assertThat(wfdb.hasRemaining()).isFalse();
    assertThatThrownBy(() -> read("wfdb/sample-data/test_generator_2.edf"))
        .isInstanceOfSatisfying(
            UnreadableRecordingException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.NO_STANDARD_LEAD));
  }

  @Test
  void annotationsAloneAreNoRecording() {
    assertThatThrownBy(() -> read("wfdb/sample-data/test_edfann.edf"))
        .isInstanceOfSatisfying(
            UnreadableRecordingException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.NO_STANDARD_LEAD));
  }

  private static List<EcgRecording> read(String name) throws Exception {
    Path file = SharedData.path("data/formats/" + name);
    LocalFolder folder = LocalFolder.of(file);
    String plain = file.getFileName().toString();
    return new EdfReader()
        .read(folder.read(plain).orElseThrow(), plain, folder, ReadOptions.STRICT);
  }
}
