package org.ecgnat.preprocessing.format.wfdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.ecgnat.preprocessing.SharedData;
import org.ecgnat.preprocessing.format.ReadOptions.UnitRule;
import org.junit.jupiter.api.Test;

/** Decoded values against those that PhysioNet's own {@code rdsamp} gives. */
class TargetOutputTest {

  @Test
  void format16() throws Exception {
    double[][] expected = target("record-1a");
    assertThat(digital("test01_00s", 0)).isEqualTo(integers(expected, 0, 1, 2, 3));
  }

  @Test
  void format16BehindTheHeaderOfAMatlabFile() throws Exception {
    double[][] expected = target("record-1c");
    int[][] samples = digital("a103l", 0);
    assertThat(samples[0]).hasSize(82500);
    assertThat(slice(samples[0], 20000, 82500)).isEqualTo(integers(expected, 0)[0]);
    assertThat(slice(samples[1], 20000, 82500)).isEqualTo(integers(expected, 1)[0]);
  }

  @Test
  void format16WithoutALengthInTheHeader() throws Exception {
    assertThat(digital("a103l-no-len", 0)).isEqualTo(digital("a103l", 0));
  }

  @Test
  void format212() throws Exception {
    int[][] samples = digital("100", 0);
    assertThat(slice(samples[1], 1, 10800)).isEqualTo(integers(target("record-2b"), 0)[0]);
    assertThat(digital("100-no-len", 0)).isEqualTo(samples);
  }

  @Test
  void format212WithAnOddNumberOfSamples() throws Exception {
    double[][] expected = target("record-2c");
    WfdbHeader header = header("100_3chan");
    int[][] samples = digital("100_3chan", 0);
    for (int row = 0; row < samples.length; row++) {
      assertPhysical(header, samples, row, 0, column(expected, row));
    }
  }

  @Test
  void format80InPhysicalUnits() throws Exception {
    assertPhysical(
        header("3000003_0003"), digital("3000003_0003", 0), 1, 125, column(target("record-1d"), 0));
  }

  @Test
  void everyBinaryFormatInAFileOfItsOwn() throws Exception {
    double[][] expected = target("record-1f.gz");
    for (int group : new int[] {1, 3, 5, 8, 9}) {
      assertThat(digital("binformats", group)[0])
          .as("group %d", group)
          .isEqualTo(integers(expected, group)[0]);
    }
  }

  @Test
  void skewedSignalsAreAligned() throws Exception {
    WfdbHeader header = header("test01_00s_skew");
    SignalLine skewed = header.signals().get(1);
    assertThat(skewed.skewFrames()).isEqualTo(3);
    int[] samples = digital("test01_00s_skew", 0)[1];
    float[] aligned =
        Calibration.of(skewed, UnitRule.VOLTAGE_ONLY)
            .apply(samples, SampleFormat.F16.invalid(), 3, samples.length);
    assertThat(aligned[0]).isEqualTo(samples[3] / 100f);
    assertThat(aligned[samples.length - 4]).isEqualTo(samples[samples.length - 1] / 100f);
    assertThat(aligned[samples.length - 1]).isNaN();
  }

  private static WfdbHeader header(String record) throws Exception {
    return HeaderParser.parse(Files.readAllBytes(sample(record + ".hea")));
  }

  private static int[][] digital(String record, int groupIndex) throws Exception {
    SignalGroup group = SignalGroup.of(header(record)).get(groupIndex);
    byte[] file = Files.readAllBytes(sample(group.fileName()));
    int frames = (int) header(record).frames().orElse(group.framesIn(file.length));
    int[][] samples = group.decode(file, frames);
    group.verify(samples, frames);
    return samples;
  }

  private static Path sample(String name) {
    return SharedData.path("data/formats/wfdb/sample-data/" + name);
  }

  private static double[][] target(String name) throws IOException {
    Path path = SharedData.path("data/formats/wfdb/target-output/" + name);
    try (InputStream in =
        name.endsWith(".gz")
            ? new GZIPInputStream(Files.newInputStream(path))
            : Files.newInputStream(path)) {
      List<String> lines =
          new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
      return lines.stream()
          .map(
              line ->
                  Arrays.stream(line.strip().split("\\s+"))
                      .mapToDouble(Double::parseDouble)
                      .toArray())
          .toArray(double[][]::new);
    }
  }

  private static void assertPhysical(
      WfdbHeader header, int[][] samples, int row, int from, double[] expected) throws Exception {
    SignalLine signal = header.signals().get(row);
    float[] millivolts =
        Calibration.of(signal, UnitRule.VOLTAGE_ONLY)
            .apply(samples[row], Integer.MIN_VALUE, 0, samples[row].length);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) millivolts[from + i]).isCloseTo(expected[i], within(1e-6));
    }
  }

  private static double[] column(double[][] rows, int column) {
    return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
  }

  private static int[][] integers(double[][] rows, int... columns) {
    return Arrays.stream(columns)
        .mapToObj(column -> Arrays.stream(rows).mapToInt(row -> (int) row[column]).toArray())
        .toArray(int[][]::new);
  }

  private static int[] slice(int[] values, int from, int to) {
    return Arrays.copyOfRange(values, from, to);
  }
}
