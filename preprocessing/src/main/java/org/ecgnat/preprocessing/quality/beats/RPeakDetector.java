package org.ecgnat.preprocessing.quality.beats;

import java.util.Arrays;

/**
 * Finds the R peaks of a recording after Pan and Tompkins ("A real-time QRS detection algorithm",
 * IEEE Trans. Biomed. Eng. 32, 1985) with the decision rules of Hamilton and Tompkins
 * ("Quantitative investigation of QRS detection rules using the MIT/BIH arrhythmia database", IEEE
 * Trans. Biomed. Eng. 33, 1986): band-pass, slope, energy, moving window; medians of the last eight
 * beats and of the last eight noise peaks; 200 ms refractory time; search back after 1.5 mean
 * intervals.
 *
 * <p>What differs: the whole recording is there, so filters have no delay; the leads' slopes are
 * added, each relative to its own usual QRS slope and weighted by how much its beats stand out, so
 * that polarity and unit do not matter and a lead of noise counts little.
 */
public final class RPeakDetector {
  private RPeakDetector() {}

  /**
   * Detects beats. Deterministic and thread-safe.
   *
   * @param leads {@code (leads, samples)} of one recording in any unit, also different ones; NaN
   *     where missing; not changed
   * @param samplingRateHz 100 Hz or more
   * @return the samples of the largest deflection of each QRS complex, ascending; none where no lead
   *     shows beats
   * @throws IllegalArgumentException where the rate is below 100 Hz or rows differ in length
   */
  public static int[] detect(float[][] leads, double samplingRateHz) {
    if (!(samplingRateHz >= 100) || Double.isInfinite(samplingRateHz)) {
      throw new IllegalArgumentException(
          "Beats cannot be found at " + samplingRateHz + " Hz: 100 Hz or more are needed");
    }
    for (float[] lead : leads) {
      if (lead.length != leads[0].length) {
        throw new IllegalArgumentException("The leads differ in length");
      }
    }
    if (leads.length == 0 || leads[0].length < samplingRateHz / 2) {
      return new int[0];
    }
    BeatActivity activity = BeatActivity.of(leads, samplingRateHz);
    int[] coarse = new DecisionRules(activity).beats();
    return new FiducialPoint(leads, samplingRateHz, activity).refine(coarse);
  }

  /** Sorted copy's middle element, the lower of two. */
  static double median(double[] values, int count) {
    double[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    return sorted[(count - 1) / 2];
  }
}
