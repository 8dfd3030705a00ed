package org.ecgnat.preprocessing.format.wfdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.ecgnat.preprocessing.SharedData;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.SiblingFiles.Content;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;
import org.junit.jupiter.api.Test;

class WfdbRecordTest {
  private final Map<String, byte[]> files = new HashMap<>();

  @Test
  void signalsOfAnyNameAndUnit() throws Exception {
    WfdbRecord record =
        WfdbRecord.read(SharedData.path("data/formats/wfdb/sample-data/03700181.hea"));
    assertThat(record.frameRateHz()).isEqualTo(125);
    assertThat(record.recordedAt()).contains(Instant.parse("1994-08-15T17:27:45Z"));
    WfdbSignal ecg = record.signal("MCL1").orElseThrow();
    assertThat(ecg.samplingRateHz()).isEqualTo(500);
    assertThat(ecg.samples()).isEqualTo(300_000);
    assertThat(ecg.units()).isEqualTo("mV");
    assertThat(ecg.physical()[0]).isEqualTo((float) (67 / 2963.77));
    WfdbSignal pressure = record.signal("ABP").orElseThrow();
    assertThat(pressure.samplingRateHz()).isEqualTo(125);
    assertThat(pressure.units()).isEqualTo("mmHg");
    assertThat(pressure.physical()[0]).isEqualTo((float) ((-943 + 1605) / 12.84));
    assertThat(record.signal("II")).isEmpty();
  }

  @Test
  void skewedSignalsAreAligned() throws Exception {
    String folder = "data/formats/wfdb/sample-data/";
    float[] plain =
        WfdbRecord.read(SharedData.path(folder + "test01_00s.hea")).signals().get(1).physical();
    float[] skewed =
        WfdbRecord.read(SharedData.path(folder + "test01_00s_skew.hea"))
            .signals()
            .get(1)
            .physical();
    assertThat(skewed).hasSameSizeAs(plain);
    for (int i = 0; i < plain.length; i++) {
      assertThat(skewed[i])
          .isEqualTo(Float.valueOf(i + 3 < plain.length ? plain[i + 3] : Float.NaN));
    }
  }

  @Test
  void gapsAndAbsentSignalsAreMissing() throws Exception {
    files.put("l.hea", bytes("l 2 500 0\n~ 0 1/mV 0 0 0 0 0 II\n~ 0 1/mV 0 0 0 0 0 V\n"));
    files.put("a.hea", bytes("a 1 500 2\na.dat 80 1/mV 0 0 1 3 0 V\n"));
    files.put(
        "b.hea", bytes("b 2 500 3\nb.dat 80 2/mV 0 0 5 18 0 V\nb.dat 80 1/mV 0 0 7 -127 0 II\n"));
    files.put("a.dat", new byte[] {(byte) 129, (byte) 130});
    files.put("b.dat", new byte[] {(byte) 133, (byte) 135, (byte) 134, 0, (byte) 135, 122});
    String master = "r/5 2 500 7\nl 0\na 2\n~ 1\nb 3\n~ 1\n";
    WfdbRecord record = read(master);
    float gap = Float.NaN;
    assertThat(record.signal("V").orElseThrow().physical())
        .containsExactly(1, 2, gap, 2.5f, 3, 3.5f, gap);
    assertThat(record.signal("II").orElseThrow().physical())
        .containsExactly(gap, gap, gap, 7, gap, -6, gap);
    EcgRecording recording = recording(master);
    assertThat(recording.leads()).containsExactly(Lead.II);
    assertThat(recording.files())
        .extracting("path")
        .containsExactly("/in/r.hea", "/in/l.hea", "/in/a.hea", "/in/b.hea", "/in/b.dat");

    assertThat(fault("r/2 2 500 6\nl 0\na 6\n").reason()).isEqualTo(Reason.TRUNCATED);
    assertThat(fault("r/2 2 500 9\nl 0\na 2\n")).hasMessageContaining("may be lost");
    assertThat(fault("r/2 2 250 2\nl 0\na 2\n")).hasMessageContaining("another sampling rate");
    // the record is one of its own segments
    files.put("r.hea", bytes("r/1 2 500 2\nr 2\n"));
    assertThat(fault("r/1 2 500 2\nr 2\n")).hasMessageContaining("multi-segment record itself");
  }

  @Test
  void hugeGapsAreRefused() {
    files.put("a.hea", bytes("a 1 500 2\na.dat 80 1/mV 0 0 1 3 0 II\n"));
    files.put("a.dat", new byte[] {(byte) 129, (byte) 130});
    assertThat(fault("r/2 1 500\na 2\n~ 200000000\n").reason()).isEqualTo(Reason.LIMIT_EXCEEDED);
    assertThat(fault("r/2 1 500\na 2\n~ 900000000000000000\n").reason())
        .isEqualTo(Reason.LIMIT_EXCEEDED);
    assertThat(fault("r 1 500 2147483647\nr.dat 80\n").reason()).isEqualTo(Reason.LIMIT_EXCEEDED);
  }

  @Test
  void theInitialValueCountsWithoutAChecksum() throws Exception {
    files.put("r.dat", new byte[] {1, 0});
    assertThat(fault("r 1 500 1\nr.dat 16 1/mV 12 0 2\n")).hasMessageContaining("initial value");
    assertThat(read("r 1 500 1\nr.dat 16 1/mV 12 0 2 1 0 I\n").signals()).hasSize(1);
  }

  /** A sine of 5 Hz at 250 and at 1,000 Hz, and a sample that is missing. */
  @Test
  void leadsOfDifferentRatesMeetAtTheHighest() throws Exception {
    int frames = 500;
    byte[] data = new byte[frames * 5 * 2];
    int at = 0;
    for (int frame = 0; frame < frames; frame++) {
      for (int i = 0; i < 5; i++) {
        double seconds = i == 4 ? frame / 250.0 : (frame + i / 4.0) / 250;
        int value = (int) Math.round(10_000 * Math.sin(2 * Math.PI * 5 * seconds));
        int stored = i == 4 && frame == 100 ? Short.MIN_VALUE : value;
        data[at++] = (byte) stored;
        data[at++] = (byte) (stored >> 8);
      }
    }
    files.put("r.dat", data);
    String header = "r 2 250 500\nr.dat 16x4 10000 0 0 0 %d 0 I\nr.dat 16 10000 0 0 0 %d 0 II\n";
    EcgRecording recording = recording(header.formatted(sum(data, 0, 4), sum(data, 4, 5)));
    assertThat(recording.samplingRateHz()).isEqualTo(1000);
    assertThat(recording.samples()).isEqualTo(2000);
    float[] fast = recording.lead(Lead.I).orElseThrow();
    float[] slow = recording.lead(Lead.II).orElseThrow();
    for (int i = 50; i < 1950; i++) {
      if (i > 396 && i < 404) {
        assertThat(slow[i]).isNaN();
      } else if (i < 300 || i > 500) {
        assertThat(slow[i]).isCloseTo(fast[i], within(0.002f));
      }
    }
    assertThat(slow[396]).isNotNaN();
    assertThat(slow[404]).isNotNaN();
  }

  private static short sum(byte[] data, int from, int to) {
    int sum = 0;
    for (int i = 0; i < data.length / 2; i++) {
      if (i % 5 >= from && i % 5 < to) {
        sum += (data[2 * i] & 0xff) | data[2 * i + 1] << 8;
      }
    }
    return (short) sum;
  }

  private UnreadableRecordingException fault(String header) {
    return catchThrowableOfType(UnreadableRecordingException.class, () -> read(header));
  }

  private WfdbRecord read(String header) throws Exception {
    return WfdbRecord.read(content("r.hea", bytes(header)), "r.hea", this::file);
  }

  private EcgRecording recording(String header) throws Exception {
    return new WfdbReader()
        .read(content("r.hea", bytes(header)), "r.hea", this::file, ReadOptions.STRICT)
        .get(0);
  }

  private Optional<Content> file(String name) {
    return Optional.ofNullable(files.get(name)).map(bytes -> content(name, bytes));
  }

  private static Content content(String name, byte[] bytes) {
    return new Content(bytes, "/in/" + name, Instant.EPOCH);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
