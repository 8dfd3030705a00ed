package org.ecgnat.preprocessing.format.wfdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.ecgnat.preprocessing.SharedData;
import org.ecgnat.preprocessing.format.LocalFolder;
import org.ecgnat.preprocessing.format.SiblingFiles;
import org.junit.jupiter.api.Test;

/**
 * Decoded values against those that PhysioNet's own {@code rdsamp} gives. Which record and which
 * part of it a target holds is what wfdb-python's tests say.
 */
class TargetOutputTest {
  private static final int GAP = Integer.MIN_VALUE;

  @Test
  void format16() throws Exception {
    assertDigital("record-1a", "test01_00s", 0, 0, 1, 2, 3);
  }

  @Test
  void format16BehindTheHeaderOfAMatlabFile() throws Exception {
    assertPhysical("record-1b", "a103l", 12500, 2, 0);
    assertDigital("record-1c", "a103l", 20000, 0, 1);
    assertThat(record("a103l").signals().get(0).samples()).isEqualTo(82500);
  }

  @Test
  void withoutALengthInTheHeader() throws Exception {
    assertSame("a103l-no-len", "a103l");
    assertSame("100-no-len", "100");
  }

  @Test
  void format80() throws Exception {
    assertPhysical("record-1d", "3000003_0003", 125, 1);
  }

  @Test
  void everyBinaryFormatInAFileOfItsOwn() throws Exception {
    assertDigital("record-1f.gz", "binformats", 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void format212() throws Exception {
    assertDigital("record-2b", "100", 1, 1);
  }

  @Test
  void format212WithAnOddNumberOfSamples() throws Exception {
    assertPhysical("record-2c", "100_3chan", 0, 0, 1, 2);
  }

  @Test
  void format310() throws Exception {
    assertDigital("record-2d", "310derive", 2, 0, 1);
  }

  @Test
  void format311() throws Exception {
    assertPhysical("record-2e", "311derive", 1, 0);
  }

  @Test
  void twoSignalFiles() throws Exception {
    assertPhysical("record-3b", "s0010_re", 5000, 13, 0, 4, 8, 3);
  }

  @Test
  void segmentsOfFixedLayout() throws Exception {
    assertPhysical("record-multi-fixed-c", "multi-segment/fixed1/v102s", 70000, 1, 0, 3);
  }

  @Test
  void segmentsOfFixedLayoutWithSeveralSamplesAFrame() throws Exception {
    String[][] expected = target("record-multi-fixed-d.gz");
    WfdbRecord record = record("multi-segment/041s/041s");
    int[][] digital = {
      digital(record.signals().get(3)),
      digital(record.signals().get(2)),
      digital(record.signals().get(1))
    };
    // rdsamp -H repeats the samples of a slow signal
    for (int i = 0; i < expected.length; i++) {
      for (int column = 0; column < digital.length; column++) {
        int value = digital[column][i * digital[column].length / expected.length];
        assertThat(value == GAP ? -2048 : value)
            .as("sample %d of column %d", i, column)
            .isEqualTo(Integer.parseInt(expected[i][column]));
      }
    }
  }

  /** Of the record's many segments only the first are at hand, so its header is cut to them. */
  @Test
  void segmentsOfVariableLayout() throws Exception {
    String[][] expected = target("record-multi-variable-d");
    Path path =
        SharedData.path(
            "data/formats/wfdb/sample-data/multi-segment/p000878/p000878-2137-10-26-16-57.hea");
    List<String> lines = Files.readAllLines(path);
    String header =
        lines.get(0).replace("/36 ", "/4 ").replace(" 52725000 ", " 7500 ")
            + "\n"
            + String.join("\n", lines.subList(1, 5));
    WfdbRecord record =
        WfdbRecord.read(
            new SiblingFiles.Content(
                header.getBytes(StandardCharsets.US_ASCII), "p000878.hea", Instant.EPOCH),
            "p000878.hea",
            LocalFolder.of(path));
    assertThat(record.signals())
        .extracting(WfdbSignal::name)
        .containsExactly("PLETH", "II", "V", "ABP");
    for (int row = 0; row < 2; row++) {
      int[] digital = digital(record.signals().get(row));
      for (int i = 0; i < expected.length; i++) {
        int value = digital[3550 + i];
        assertThat(value == GAP ? -128 : value).isEqualTo(Integer.parseInt(expected[i][row]));
      }
    }
    assertThat(record.signals().get(2).physical()).containsOnly(Float.NaN);
  }

  @Test
  void everyFlacFormat() throws Exception {
    assertDigital("record-flac.gz", "flacformats", 0, 0, 1, 2);
  }

  /** What wfdb-python's test expects of this record, whose 17 million samples take 20 kB. */
  @Test
  void constantFlac() throws Exception {
    List<WfdbSignal> signals = record("flac_3_constant").signals();
    assertThat(signals).hasSize(3);
    for (int i = 0; i < 3; i++) {
      int[] digital = digital(signals.get(i));
      assertThat(digital).hasSize(5_600_000);
      int expected = 25 * (i + 1);
      assertThat(Arrays.stream(digital).allMatch(value -> value == expected)).isTrue();
    }
  }

  private static void assertDigital(String target, String record, int from, int... rows)
      throws Exception {
    String[][] expected = target(target);
    for (int column = 0; column < rows.length; column++) {
      WfdbSignal signal = record(record).signals().get(rows[column]);
      int[] digital = digital(signal);
      for (int i = 0; i < expected.length; i++) {
        assertThat(digital[from + i])
            .as("%s, sample %d of %s", target, i, signal.name())
            .isEqualTo(Integer.parseInt(expected[i][column]));
      }
    }
  }

  private static void assertPhysical(String target, String record, int from, int... rows)
      throws Exception {
    assertPhysical(target(target), record(record), from, rows);
  }

  /** The doubles, printed as {@code rdsamp} prints them, and the floats that a caller gets. */
  static void assertPhysical(String[][] expected, WfdbRecord record, int from, int... rows) {
    for (int column = 0; column < rows.length; column++) {
      WfdbSignal signal = record.signals().get(rows[column]);
      SignalLine line = signal.line();
      double gain = line.gain() == 0 ? 200 : line.gain();
      int[] digital = digital(signal);
      float[] physical = signal.physical();
      for (int i = 0; i < expected.length; i++) {
        double exact = (digital[from + i] - (double) line.baseline()) / gain;
        boolean missing = digital[from + i] == GAP;
        assertThat(missing ? "-" : String.format(Locale.ROOT, "%.8f", exact))
            .as("sample %d of %s", i, signal.name())
            .isEqualTo(expected[i][column]);
        assertThat(physical[from + i])
            .isEqualTo(Float.valueOf(missing ? Float.NaN : (float) exact));
      }
    }
  }

  private static void assertSame(String record, String other) throws Exception {
    List<WfdbSignal> signals = record(record).signals();
    List<WfdbSignal> others = record(other).signals();
    assertThat(signals).hasSameSizeAs(others);
    for (int i = 0; i < signals.size(); i++) {
      assertThat(signals.get(i).physical()).isEqualTo(others.get(i).physical());
    }
  }

  /** Units of the converter; {@link #GAP} where a sample is missing. */
  static int[] digital(WfdbSignal signal) {
    int[] digital = new int[signal.samples()];
    Arrays.fill(digital, GAP);
    for (WfdbSignal.Piece piece : signal.pieces()) {
      DigitalSignal values = piece.signal();
      for (int i = 0; i < Math.min(piece.samples(), values.available()); i++) {
        int value = values.samples()[values.first() + i];
        digital[piece.start() + i] = value == values.invalid() ? GAP : value;
      }
    }
    return digital;
  }

  static WfdbRecord record(String name) throws Exception {
    return WfdbRecord.read(SharedData.path("data/formats/wfdb/sample-data/" + name + ".hea"));
  }

  static String[][] target(String name) throws IOException {
    Path path = SharedData.path("data/formats/wfdb/target-output/" + name);
    try (InputStream in =
        name.endsWith(".gz")
            ? new GZIPInputStream(Files.newInputStream(path))
            : Files.newInputStream(path)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .map(line -> line.strip().split("\\s+"))
          .toArray(String[][]::new);
    }
  }
}
