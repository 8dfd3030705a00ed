package org.ecgnat.preprocessing.quality.beats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On beats made of bells, whose places are known. */
class WaveletDelineatorTest {
  private static final double BEAT_SECONDS = 0.8;
  private static final double R_SECONDS = 0.4;

  /** Adds a bell of three standard deviations to each side of its middle, once a beat. */
  private static void add(
      float[] x, double rateHz, double middleSeconds, double halfSeconds, double height) {
    for (double start = 0; start < x.length / rateHz; start += BEAT_SECONDS) {
      for (int i = 0; i < x.length; i++) {
        double z = 3 * (i / rateHz - start - middleSeconds) / halfSeconds;
        x[i] += (float) (height * Math.exp(-z * z / 2));
      }
    }
  }

  private static float[] lead(double rateHz, double sign, boolean atria) {
    float[] x = new float[(int) (8 * rateHz)];
    if (atria) {
      add(x, rateHz, R_SECONDS - 0.16, 0.05, sign * 0.15);
    }
    add(x, rateHz, R_SECONDS, 0.04, sign);
    add(x, rateHz, R_SECONDS + 0.25, 0.10, sign * 0.3);
    Random noise = new Random(1);
    for (int i = 0; i < x.length; i++) {
      x[i] += (float) (0.002 * noise.nextGaussian());
    }
    return x;
  }

  private static int[] beats(double rateHz) {
    int[] beats = new int[10];
    Arrays.setAll(beats, b -> (int) Math.round((b * BEAT_SECONDS + R_SECONDS) * rateHz));
    return beats;
  }

  @ParameterizedTest
  @CsvSource({"250, 1", "250, -1", "500, 1", "500, -1", "1000, -1", "360, 1"})
  void findsTheBoundsOfBells(double rateHz, double sign) {
    float[] lead = lead(rateHz, sign, true);
    for (int leads : new int[] {1, 3, 6}) {
      float[][] signal = new float[leads][];
      Arrays.fill(signal, lead);
      Delineation marks = WaveletDelineator.delineate(signal, rateHz, beats(rateHz));
      for (int b = 1; b < 9; b++) {
        BeatMarks beat = marks.global().get(b);
        double r = b * BEAT_SECONDS + R_SECONDS;
        assertNear(beat.p(), r - 0.16, 0.05, 0.016, rateHz);
        assertNear(beat.qrs(), r, 0.04, 0.016, rateHz);
        assertNear(beat.t(), r + 0.25, 0.10, 0.032, rateHz);
        assertThat(marks.leads().get(0).get(b).rPeak()).isEqualTo(beats(rateHz)[b]);
      }
    }
  }

  /** A bell has no sharp bounds: beyond two standard deviations from its middle is near enough. */
  private static void assertNear(
      WaveMarks marks, double middle, double half, double tolerance, double rateHz) {
    assertThat(marks.present()).isTrue();
    assertThat(marks.peak() / rateHz).isBetween(middle - 0.008, middle + 0.008);
    assertThat(marks.onset() / rateHz)
        .isBetween(middle - half - tolerance, middle - half + tolerance);
    assertThat(marks.end() / rateHz)
        .isBetween(middle + half - tolerance, middle + half + tolerance);
  }

  @Test
  void findsNoAtrialWaveWhereThereIsNone() {
    float[] lead = lead(500, 1, false);
    float[][] signal = new float[12][];
    Random phases = new Random(5);
    for (int l = 0; l < 12; l++) {
      signal[l] = lead.clone();
      double phase = phases.nextDouble();
      for (int i = 0; i < lead.length; i++) {
        // fibrillation at 6.05 Hz, in no relation to the beats
        signal[l][i] += (float) (0.05 * Math.sin(2 * Math.PI * (6.05 * i / 500 + phase)));
      }
    }
    Delineation marks = WaveletDelineator.delineate(signal, 500, beats(500));
    assertThat(marks.global()).noneMatch(beat -> beat.p().present());
    assertThat(marks.global()).allMatch(beat -> beat.qrs().present());
  }

  @Test
  void leadsWithoutSignalHaveNoMarks() {
    float[] lead = lead(500, 1, true);
    float[] gap = lead.clone();
    Arrays.fill(gap, 1000, 1600, Float.NaN);
    float[] missing = new float[lead.length];
    Arrays.fill(missing, Float.NaN);
    float[][] signal = {lead, missing, new float[lead.length], gap, lead, lead, lead};
    Delineation marks = WaveletDelineator.delineate(signal, 500, beats(500));
    assertThat(marks.leads()).hasSize(7);
    assertThat(marks.leads().get(1)).hasSize(10).noneMatch(beat -> beat.qrs().present());
    assertThat(marks.leads().get(2)).hasSize(10).noneMatch(beat -> beat.qrs().present());
    assertThat(marks.leads().get(3)).filteredOn(beat -> beat.qrs().present()).hasSize(8);
    assertThat(marks.global()).filteredOn(beat -> beat.qrs().present()).hasSize(10);
  }

  @Test
  void nothingGivesNothing() {
    assertThat(WaveletDelineator.delineate(new float[0][], 500, new int[0]).global()).isEmpty();
    assertThat(WaveletDelineator.delineate(new float[3][0], 500, new int[0]).leads()).hasSize(3);
    assertThat(WaveletDelineator.delineate(new float[2][9], 500, new int[] {4}).global())
        .hasSize(1)
        .noneMatch(beat -> beat.qrs().present());
  }

  @ParameterizedTest
  @ValueSource(doubles = {100, 6000, Double.NaN})
  void refusesRatesWithoutItsScales(double rateHz) {
    assertThatThrownBy(() -> WaveletDelineator.delineate(new float[1][500], rateHz, new int[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("resample to 250, 500 or 1000 Hz first");
  }
}
