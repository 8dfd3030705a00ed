package org.ecgnat.preprocessing.quality.beats;

import java.util.Arrays;

/**
 * Finds the beats of a recording after Pan and Tompkins ("A real-time QRS detection algorithm",
 * IEEE Trans. Biomed. Eng. 32(3), 1985): band-pass, slope, square, moving window; with the decision
 * rules of Hamilton and Tompkins ("Quantitative investigation of QRS detection rules using the
 * MIT/BIH arrhythmia database", IEEE Trans. Biomed. Eng. 33(12), 1986): a threshold between the
 * medians of the last eight beats and of the last eight noise peaks, 200 ms of refractory time,
 * halved trust within 360 ms of a beat, and a search back where a beat is overdue.
 *
 * <p>What differs, since the whole recording is at hand and often has twelve leads: filters have no
 * delay, thresholds start from the median of the first seconds, and the leads' energies are added
 * ({@link BeatActivity}).
 */
public final class RPeakDetector {
  /** Beats are found from this sampling rate on. */
  public static final double LOWEST_RATE_HZ = 100;

  private static final double SHORTEST_SECONDS = 0.5;

  private RPeakDetector() {}

  /**
   * Detects beats. Deterministic and thread-safe.
   *
   * @param leads {@code (leads, samples)} of one recording in any unit, NaN where missing; not
   *     changed
   * @param samplingRateHz 100 Hz or more
   * @return the sample of the largest deflection of each QRS complex, ascending; none where nothing
   *     is recorded
   * @throws IllegalArgumentException where the rate is below 100 Hz or the leads differ in length
   */
  public static int[] detect(float[][] leads, double samplingRateHz) {
    if (!(samplingRateHz >= LOWEST_RATE_HZ) || Double.isInfinite(samplingRateHz)) {
      throw new IllegalArgumentException(
          "Beats cannot be found at " + samplingRateHz + " Hz: 100 Hz or more are needed");
    }
    for (float[] lead : leads) {
      if (lead.length != leads[0].length) {
        throw new IllegalArgumentException("The leads differ in length");
      }
    }
    if (leads.length == 0 || leads[0].length < SHORTEST_SECONDS * samplingRateHz) {
      return new int[0];
    }
    BeatActivity activity = BeatActivity.of(leads, samplingRateHz);
    int[] beats = new DecisionRules(activity).beats();
    return new FiducialPoint(leads, samplingRateHz, activity).refine(beats);
  }

  /** The middle one of the first values, the lower of two. */
  static double median(double[] values, int count) {
    double[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    return sorted[(count - 1) / 2];
  }
}
