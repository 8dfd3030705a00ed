package org.ecgnat.model.metrics;

/** Whether probabilities mean what they say. */
public final class Calibration {
  /** Bins of the expected calibration error. */
  public static final int BINS = 15;

  private Calibration() {}

  /**
   * Brier score: mean (p − y)² (Brier, Monthly Weather Review 78, 1950). NaN without a recording.
   *
   * @param probabilities {@code (n)}, 0 to 1
   * @param positive {@code (n)}
   */
  public static double brier(double[] probabilities, boolean[] positive) {
    double sum = 0;
    for (int i = 0; i < probabilities.length; i++) {
      double error = probabilities[i] - (positive[i] ? 1 : 0);
      sum += error * error;
    }
    return sum / probabilities.length;
  }

  /**
   * Expected calibration error over {@value #BINS} bins of equal width, [k/15, (k+1)/15): Σ n_b/n ·
   * |mean probability − part of positives| (Naeini et al., AAAI 2015). NaN without a recording.
   *
   * @param probabilities {@code (n)}, 0 to 1
   * @param positive {@code (n)}
   */
  public static double expectedError(double[] probabilities, boolean[] positive) {
    double[] gaps = new double[BINS];
    for (int i = 0; i < probabilities.length; i++) {
      if (!(probabilities[i] >= 0 && probabilities[i] <= 1)) {
        throw new IllegalArgumentException("Probability " + i + " is " + probabilities[i]);
      }
      int bin = Math.min(BINS - 1, (int) (probabilities[i] * BINS));
      gaps[bin] += probabilities[i] - (positive[i] ? 1 : 0);
    }
    double sum = 0;
    for (double gap : gaps) {
      sum += Math.abs(gap);
    }
    return sum / probabilities.length;
  }
}
