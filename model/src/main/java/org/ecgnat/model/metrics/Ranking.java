package org.ecgnat.model.metrics;

import java.util.Arrays;

/** How well scores order positives before negatives; equal scores count as one threshold. */
public final class Ranking {
  private final double[] positives;
  private final double[] negatives;

  private Ranking(double[] positives, double[] negatives) {
    this.positives = positives;
    this.negatives = negatives;
  }

  /**
   * Ranks scores.
   *
   * @param scores {@code (n)}, none of them NaN
   * @param positive {@code (n)}
   */
  public static Ranking of(double[] scores, boolean[] positive) {
    if (scores.length != positive.length) {
      throw new IllegalArgumentException(scores.length + " scores, " + positive.length + " truths");
    }
    int count = 0;
    for (boolean truth : positive) {
      count += truth ? 1 : 0;
    }
    double[] positives = new double[count];
    double[] negatives = new double[scores.length - count];
    int p = 0;
    int n = 0;
    for (int i = 0; i < scores.length; i++) {
      // adding 0 makes −0 equal to 0 in the order of doubles
      double score = scores[i] + 0.0;
      if (Double.isNaN(score)) {
        throw new IllegalArgumentException("Score " + i + " is NaN");
      }
      if (positive[i]) {
        positives[p++] = score;
      } else {
        negatives[n++] = score;
      }
    }
    Arrays.sort(positives);
    Arrays.sort(negatives);
    return new Ranking(positives, negatives);
  }

  /**
   * Area under the receiver operating characteristic: the part of all pairs (positive, negative)
   * with the positive scored higher, ties counting half (Hanley and McNeil, Radiology 143, 1982).
   *
   * @return NaN without a positive or without a negative
   */
  public double auroc() {
    double won = 0;
    int below = 0;
    int belowOrEqual = 0;
    for (double score : positives) {
      while (below < negatives.length && negatives[below] < score) {
        below++;
      }
      while (belowOrEqual < negatives.length && negatives[belowOrEqual] <= score) {
        belowOrEqual++;
      }
      won += (below + belowOrEqual) / 2.0;
    }
    return won / ((double) positives.length * negatives.length);
  }

  /**
   * Average precision, the area under the precision-recall curve without interpolation: Σ (Rᵢ −
   * Rᵢ₋₁) Pᵢ over the distinct scores from the highest down, as scikit-learn's {@code
   * average_precision_score}.
   *
   * @return NaN without a positive
   */
  public double averagePrecision() {
    if (positives.length == 0) {
      return Double.NaN;
    }
    double sum = 0;
    for (Cut cut = first(); cut.found(); cut = below(cut)) {
      sum += (double) cut.newPositives / positives.length * confusion(cut).precision();
    }
    return sum;
  }

  /**
   * The threshold with the highest F1, halfway between the lowest accepted and the highest refused
   * score; of several the highest.
   *
   * @return 0.5 without a positive
   */
  public double thresholdOfHighestF1() {
    double best = -1;
    double threshold = 0.5;
    if (positives.length == 0) {
      return threshold;
    }
    for (Cut cut = first(); cut.found(); ) {
      Cut next = below(cut);
      double f1 = confusion(cut).f1();
      if (f1 > best) {
        best = f1;
        threshold = next.found() ? (cut.score + next.score) / 2 : cut.score;
      }
      cut = next;
    }
    return threshold;
  }

  /**
   * Everything at or above a score is predicted positive.
   *
   * @param score a score that occurs; NaN after the last
   * @param truePositives positives at or above it
   * @param newPositives positives exactly at it
   * @param falsePositives negatives at or above it
   */
  private record Cut(double score, int truePositives, int newPositives, int falsePositives) {
    boolean found() {
      return !Double.isNaN(score);
    }
  }

  private Confusion confusion(Cut cut) {
    return new Confusion(
        cut.truePositives,
        cut.falsePositives,
        negatives.length - cut.falsePositives,
        positives.length - cut.truePositives);
  }

  private Cut first() {
    return below(new Cut(Double.POSITIVE_INFINITY, 0, 0, 0));
  }

  private Cut below(Cut cut) {
    int p = positives.length - cut.truePositives;
    int n = negatives.length - cut.falsePositives;
    if (p == 0 && n == 0) {
      return new Cut(Double.NaN, 0, 0, 0);
    }
    double score =
        Math.max(
            p > 0 ? positives[p - 1] : Double.NEGATIVE_INFINITY,
            n > 0 ? negatives[n - 1] : Double.NEGATIVE_INFINITY);
    int newPositives = 0;
    while (newPositives < p && positives[p - 1 - newPositives] == score) {
      newPositives++;
    }
    int newNegatives = 0;
    while (newNegatives < n && negatives[n - 1 - newNegatives] == score) {
      newNegatives++;
    }
    return new Cut(
        score, cut.truePositives + newPositives, newPositives, cut.falsePositives + newNegatives);
  }
}
