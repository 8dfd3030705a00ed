package org.ecgnat.preprocessing.quality.beats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beats whose shape is known: a P wave, a narrow QRS complex and a T wave. */
class MedianBeatTest {
  private static final int ALL = 0b111;

  /** What a lead shows of every wave. */
  private static final double[] GAINS = {1, -0.5, 2};

  @ParameterizedTest
  @ValueSource(doubles = {100, 250, 500})
  void recoversTheShapeOfATrainInSpiteOfAnEctopicBeat(double rateHz) {
    float[][] leads = silence(10, rateHz);
    for (int beat = 0; beat < 11; beat++) {
      if (beat != 4) {
        add(leads, rateHz, 0.6 + 0.8 * beat, 1);
      }
    }
    addEctopic(leads, rateHz, 0.6 + 0.8 * 4 - 0.12);
    assertThat(RPeakDetector.detect(leads, rateHz)).as("the ectopic one too").hasSize(11);

    float[][] median = MedianBeat.of(leads, ALL, rateHz).orElseThrow();

    assertThat(median).hasNumberOfRows(GAINS.length);
    for (int lead = 0; lead < GAINS.length; lead++) {
      assertThat(median[lead]).isEqualTo(shape(lead, rateHz));
    }
  }

  @Test
  void lengthsFollowFromTheRate() {
    assertThat(MedianBeat.samples(100)).isEqualTo(70);
    assertThat(MedianBeat.samples(250)).isEqualTo(175);
    assertThat(MedianBeat.samples(500)).isEqualTo(350);
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
    float[][] leads = silence(2.2, 250);
    add(leads, 250, 0.6, 1);
    add(leads, 250, 1.4, 1.25f);
    float[] expected = shape(0, 250);
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (expected[i] + 1.25f * expected[i]) / 2;
    }
    assertThat(MedianBeat.of(leads, ALL, 250).orElseThrow()[0]).isEqualTo(expected);
  }

  @Test
  void twoWholeBeatsAreNeeded() {
    assertThat(MedianBeat.of(silence(10, 100), ALL, 100)).as("nothing recorded").isEmpty();

    float[][] leads = silence(1.75, 100);
    add(leads, 100, 0.24, 1);
    add(leads, 100, 0.8, 1);
    add(leads, 100, 1.31, 1);
    assertThat(RPeakDetector.detect(leads, 100)).containsExactly(24, 80, 131);
    assertThat(MedianBeat.of(leads, ALL, 100)).as("one whole beat of three").isEmpty();

    float[][] longer =
        Arrays.stream(leads).map(lead -> Arrays.copyOf(lead, 176)).toArray(float[][]::new);
    assertThat(MedianBeat.of(longer, ALL, 100)).as("two whole beats").isPresent();
    assertThat(MedianBeat.of(longer, 0, 100)).as("no lead").isEmpty();
  }

  @Test
  void absentLeadsAreNotLookedAtAndStayZero() {
    float[][] leads = silence(10, 100);
    for (int beat = 0; beat < 11; beat++) {
      add(leads, 100, 0.6 + 0.8 * beat, 1);
    }
    IntStream.range(0, 1000).forEach(i -> leads[1][i] = i % 50 == 0 ? 100 : 0);

    float[][] median = MedianBeat.of(leads, 0b101, 100).orElseThrow();

    assertThat(median[0]).isEqualTo(shape(0, 100));
    assertThat(median[1]).hasSize(70).containsOnly(0);
    assertThat(median[2]).isEqualTo(shape(2, 100));
  }

  @Test
  void refusesARateThatShowsNoBeats() {
    assertThatThrownBy(() -> MedianBeat.of(silence(10, 50), ALL, 50))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("50.0 Hz");
  }

  private static float[][] silence(double seconds, double rateHz) {
    return new float[GAINS.length][(int) Math.round(seconds * rateHz)];
  }

  /** Adds a beat with its R peak at a time. */
  private static void add(float[][] leads, double rateHz, double atSeconds, float factor) {
    int from = (int) Math.round(atSeconds * rateHz) - (int) Math.round(0.25 * rateHz);
    for (int lead = 0; lead < leads.length; lead++) {
      float[] shape = shape(lead, rateHz);
      for (int i = Math.max(0, -from); i < shape.length && from + i < leads[lead].length; i++) {
        leads[lead][from + i] += factor * shape[i];
      }
    }
  }

  /** Adds a wide beat of the other sign without a P wave. */
  private static void addEctopic(float[][] leads, double rateHz, double atSeconds) {
    for (int lead = 0; lead < leads.length; lead++) {
      for (int i = 0; i < leads[lead].length; i++) {
        leads[lead][i] -= (float) (GAINS[lead] * 1.5 * bump(i / rateHz - atSeconds, 0.035));
      }
    }
  }

  /** The samples from 250 ms before the R peak to 450 ms after it. */
  private static float[] shape(int lead, double rateHz) {
    float[] shape = new float[(int) Math.round(0.7 * rateHz)];
    for (int i = 0; i < shape.length; i++) {
      double seconds = (i - Math.round(0.25 * rateHz)) / rateHz;
      double value =
          0.1 * bump(seconds + 0.16, 0.015)
              + bump(seconds, 0.012)
              + 0.2 * bump(seconds - 0.25, 0.03);
      shape[i] = value == 0 ? 0 : (float) (GAINS[lead] * value);
    }
    return shape;
  }

  /** A wave that is over after four of its widths. */
  private static double bump(double seconds, double width) {
    double x = seconds / width;
    return Math.abs(x) < 4 ? Math.exp(-x * x / 2) : 0;
  }
}
