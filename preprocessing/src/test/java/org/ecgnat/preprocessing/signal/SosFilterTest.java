package org.ecgnat.preprocessing.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ecgnat.preprocessing.Npz;
import org.ecgnat.preprocessing.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SosFilterTest {
  private static final double RATE_HZ = 500;
  private static final double RELATIVE_TOLERANCE = 1e-6;
  private static final Pattern DESIGN =
      Pattern.compile(
          "filtfilt_(bandpass|highpass|lowpass|notch)_([0-9p]+)(?:_([0-9p]+))?_(order|q)(\\d+)_pad\\d+\\.npz");

  @Test
  void everyGoldenFilterIsMetWithStoredSectionsAndWithOwnDesign() throws IOException {
    Npz.Array record = Npz.read(SharedData.path("golden/ecg_500hz.npz")).get("x");
    List<Path> files;
    try (Stream<Path> all = Files.list(SharedData.path("golden"))) {
      files = all.filter(p -> p.getFileName().toString().startsWith("filtfilt_")).sorted().toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      Npz golden = Npz.read(file);
      Npz.Array sos = golden.get("sos");
      double[][] rows = new double[sos.shape()[0]][];
      Arrays.setAll(rows, sos::row);
      int padding = (int) golden.get("padlen").scalar();
      compare(file + " stored", new SosFilter(rows), record, golden.get("y"), padding);
      compare(
          file + " designed",
          design(file.getFileName().toString()),
          record,
          golden.get("y"),
          padding);
    }
  }

  private static SosFilter design(String name) {
    Matcher match = DESIGN.matcher(name);
    assertThat(match.matches()).as(name).isTrue();
    double first = Double.parseDouble(match.group(2).replace('p', '.'));
    int order = Integer.parseInt(match.group(5));
    return switch (match.group(1)) {
      case "bandpass" ->
          FilterDesign.bandPass(
              order, first, Double.parseDouble(match.group(3).replace('p', '.')), RATE_HZ);
      case "highpass" -> FilterDesign.highPass(order, first, RATE_HZ);
      case "lowpass" -> FilterDesign.lowPass(order, first, RATE_HZ);
      default -> FilterDesign.notch(first, order, RATE_HZ);
    };
  }

  private static void compare(
      String what, SosFilter filter, Npz.Array input, Npz.Array expected, int padding) {
    double scale = Differences.scale(expected.values());
    for (int lead = 0; lead < expected.shape()[1]; lead++) {
      Differences.assertClose(
          what + ", lead " + lead,
          filter.filtfilt(input.column(lead), padding),
          expected.column(lead),
          scale,
          RELATIVE_TOLERANCE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8})
  void bandPassHasUnitGainAtItsCentreAndMinusSixDecibelAtItsCornersAfterTwoPasses(int order) {
    SosFilter filter = FilterDesign.bandPass(order, 5, 20, RATE_HZ);
    double centre =
        Math.atan(Math.sqrt(Math.tan(Math.PI * 5 / 500) * Math.tan(Math.PI * 20 / 500)))
            * 500
            / Math.PI;
    assertThat(gain(filter, centre)).isCloseTo(1, within(1e-4));
    assertThat(gain(filter, 5)).isCloseTo(0.5, within(1e-3));
    assertThat(gain(filter, 20)).isCloseTo(0.5, within(1e-3));
  }

  /** Amplitude of a filtered sine in the middle of a long signal. */
  private static double gain(SosFilter filter, double hz) {
    double[] sine = new double[20_000];
    Arrays.setAll(sine, i -> Math.sin(2 * Math.PI * hz * i / RATE_HZ));
    double[] filtered = filter.filtfilt(sine, 1500);
    double power = 0;
    double reference = 0;
    for (int i = 5000; i < 15_000; i++) {
      power += filtered[i] * filtered[i];
      reference += sine[i] * sine[i];
    }
    return Math.sqrt(power / reference);
  }

  @Test
  void aConstantPassesALowPassAndVanishesInAHighPassAtAnyLengthAndPadding() {
    for (int length : new int[] {1, 2, 7, 100}) {
      double[] constant = new double[length];
      Arrays.fill(constant, 3);
      assertThat(FilterDesign.lowPass(3, 40, RATE_HZ).filtfilt(constant, 1500))
          .containsExactly(constant, within(1e-9));
      assertThat(FilterDesign.highPass(3, 0.5, RATE_HZ).filtfilt(constant, 1500))
          .containsExactly(new double[length], within(1e-9));
    }
    assertThat(FilterDesign.lowPass(3, 40, RATE_HZ).filtfilt(new double[0], 10)).isEmpty();
  }

  @Test
  void impossibleFiltersAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FilterDesign.lowPass(4, 250, RATE_HZ))
        .withMessageContaining("250.0 Hz is not between 0 and half");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FilterDesign.bandPass(4, 40, 0.5, RATE_HZ))
        .withMessageContaining("lower corner comes first");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FilterDesign.highPass(0, 1, RATE_HZ))
        .withMessageContaining("order 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SosFilter(new double[][] {{1, 0, 0, 0, 0, 0}}));
  }
}
