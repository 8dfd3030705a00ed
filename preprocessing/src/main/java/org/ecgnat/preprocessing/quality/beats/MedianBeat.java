package org.ecgnat.preprocessing.quality.beats;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The beat that stands for a recording: its beats laid over each other at their R peaks, from 250
 * ms before to 450 ms after, and at each sample of each lead their median. What happens in fewer
 * than half of the beats, such as an ectopic one, leaves no trace.
 */
public final class MedianBeat {
  private static final double BEFORE_SECONDS = 0.25;
  private static final double SECONDS = 0.7;
  private static final int FEWEST_BEATS = 2;

  private MedianBeat() {}

  /** The length of a beat in samples, of which the R peak is the one 250 ms after the first. */
  public static int samples(double samplingRateHz) {
    return (int) Math.round(SECONDS * samplingRateHz);
  }

  /**
   * The median of the beats that lie within a recording as a whole. Deterministic and thread-safe.
   *
   * @param leads {@code (leads, samples)} without baseline wander, in any unit, nothing missing;
   *     not changed
   * @param leadMask bit {@code i} is set where lead {@code i} is present; others are not looked at
   * @param samplingRateHz 100 Hz or more
   * @return {@code (leads, samples of a beat)} in the unit of the leads, 0 in absent ones; empty
   *     where fewer than two beats are whole
   * @throws IllegalArgumentException where the rate is below 100 Hz or the leads differ in length
   */
  public static Optional<float[][]> of(float[][] leads, int leadMask, double samplingRateHz) {
    float[][] present =
        IntStream.range(0, leads.length)
            .filter(lead -> (leadMask >> lead & 1) == 1)
            .mapToObj(lead -> leads[lead])
            .toArray(float[][]::new);
    int length = samples(samplingRateHz);
    int before = (int) Math.round(BEFORE_SECONDS * samplingRateHz);
    int[] starts =
        Arrays.stream(RPeakDetector.detect(present, samplingRateHz))
            .map(peak -> peak - before)
            .filter(start -> start >= 0 && start + length <= present[0].length)
            .toArray();
    if (starts.length < FEWEST_BEATS) {
      return Optional.empty();
    }
    float[][] beat = new float[leads.length][length];
    float[] values = new float[starts.length];
    for (int lead = 0; lead < leads.length; lead++) {
      if ((leadMask >> lead & 1) == 1) {
        for (int i = 0; i < length; i++) {
          for (int b = 0; b < values.length; b++) {
            values[b] = leads[lead][starts[b] + i];
          }
          beat[lead][i] = median(values);
        }
      }
    }
    return Optional.of(beat);
  }

  /** The middle one, or the mean of both; sorts the values. */
  private static float median(float[] values) {
    Arrays.sort(values);
    int half = values.length / 2;
    return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
  }
}
