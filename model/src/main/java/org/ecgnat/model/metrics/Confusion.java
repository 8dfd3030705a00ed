package org.ecgnat.model.metrics;

/** Counts of a yes-or-no decision. A ratio of nothing to nothing is NaN. */
public record Confusion(
    int truePositives, int falsePositives, int trueNegatives, int falseNegatives) {

  /**
   * Counts decisions.
   *
   * @param threshold a score at or above it is a yes
   */
  public static Confusion of(double[] scores, boolean[] positive, double threshold) {
    int truePositives = 0;
    int falsePositives = 0;
    int positives = 0;
    for (int i = 0; i < scores.length; i++) {
      boolean yes = scores[i] >= threshold;
      truePositives += yes && positive[i] ? 1 : 0;
      falsePositives += yes && !positive[i] ? 1 : 0;
      positives += positive[i] ? 1 : 0;
    }
    return new Confusion(
        truePositives,
        falsePositives,
        scores.length - positives - falsePositives,
        positives - truePositives);
  }

  /** TP / (TP + FN), also called recall. */
  public double sensitivity() {
    return (double) truePositives / (truePositives + falseNegatives);
  }

  /** TN / (TN + FP). */
  public double specificity() {
    return (double) trueNegatives / (trueNegatives + falsePositives);
  }

  /** TP / (TP + FP), also called positive predictive value. */
  public double precision() {
    return (double) truePositives / (truePositives + falsePositives);
  }

  /** 2 TP / (2 TP + FP + FN): the harmonic mean of sensitivity and precision. */
  public double f1() {
    return 2.0 * truePositives / (2.0 * truePositives + falsePositives + falseNegatives);
  }
}
