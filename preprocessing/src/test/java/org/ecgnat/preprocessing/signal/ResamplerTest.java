package org.ecgnat.preprocessing.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.ecgnat.preprocessing.Npz;
import org.ecgnat.preprocessing.SharedData;
import org.ecgnat.preprocessing.signal.Resampler.Extension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResamplerTest {

  @Test
  void everyGoldenRatioIsMetWithBothExtensions() throws IOException {
    Npz.Array record = Npz.read(SharedData.path("golden/ecg_500hz.npz")).get("x");
    List<Path> files;
    try (Stream<Path> all = Files.list(SharedData.path("golden"))) {
      files = all.filter(p -> p.getFileName().toString().startsWith("resample_")).sorted().toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      Npz golden = Npz.read(file);
      Resampler resampler =
          new Resampler((int) golden.get("up").scalar(), (int) golden.get("down").scalar());
      compare(file + " zero", resampler, Extension.ZERO, record, golden.get("y_zero"));
      compare(file + " line", resampler, Extension.LINE, record, golden.get("y_line"));
    }
  }

  private static void compare(
      String what, Resampler resampler, Extension extension, Npz.Array input, Npz.Array expected) {
    double scale = Differences.scale(expected.values());
    for (int lead = 0; lead < expected.shape()[1]; lead++) {
      Differences.assertClose(
          what + ", lead " + lead,
          resampler.resample(input.column(lead), extension),
          expected.column(lead),
          scale,
          1e-6);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "500, 100, 1, 5",
    "257, 250, 250, 257",
    "360, 250, 25, 36",
    "999.98, 100, 1, 10",
    "128, 100, 25, 32",
    "250.5, 100, 200, 501",
    "333.3333333333333, 100, 3, 10",
    "100, 500, 5, 1",
    "100, 100, 1, 1"
  })
  void ratesBecomeRatiosOfBoundedIntegers(double from, double to, int up, int down) {
    Resampler resampler = Resampler.between(from, to);
    assertThat(resampler.up()).isEqualTo(up);
    assertThat(resampler.down()).isEqualTo(down);
  }

  @Test
  void aStraightLineStaysOneAtAnyLength() {
    Resampler resampler = new Resampler(250, 257);
    for (int length : new int[] {1, 2, 3, 50, 1000}) {
      double[] line = new double[length];
      Arrays.setAll(line, i -> 2 + 0.5 * i);
      double[] result = resampler.resample(line, Extension.LINE);
      assertThat(result).hasSize((length * 250 + 256) / 257);
      for (int m = 0; m < result.length; m++) {
        double expected = length == 1 ? 2 : 2 + 0.5 * m * 257 / 250;
        assertThat(result[m]).isCloseTo(expected, within(0.005 * (1 + Math.abs(expected))));
      }
    }
    assertThat(resampler.resample(new double[0], Extension.ZERO)).isEmpty();
  }

  @Test
  void equalRatesCopy() {
    double[] signal = {1, 2, 3};
    assertThat(new Resampler(7, 7).resample(signal, Extension.ZERO))
        .containsExactly(signal)
        .isNotSameAs(signal);
  }

  @Test
  void ratesTooFarApartAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Resampler.between(1e-3, 100))
        .withMessageContaining("too far apart");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Resampler.between(1e9, 100))
        .withMessageContaining("too far apart");
    assertThatIllegalArgumentException().isThrownBy(() -> Resampler.between(Double.NaN, 100));
    assertThatIllegalArgumentException().isThrownBy(() -> new Resampler(1, 5001));
  }
}
