package org.ecgnat.model.metrics;

/** Chooses the score from which a class counts as present. */
public final class Thresholds {
  private Thresholds() {}

  /**
   * The threshold of each class with the highest F1, never chosen on the recordings that are
   * reported.
   *
   * @param scores {@code (recordings, classes)}
   * @param targets {@code (recordings, classes)}, 1 where present
   * @param known {@code (recordings, classes)}, 1 where assessed
   * @return {@code (classes)}; 0.5 for a class without positives
   */
  public static double[] maximisingF1(double[][] scores, float[][] targets, float[][] known) {
    int classes = scores.length == 0 ? 0 : scores[0].length;
    ClassColumn.check(scores, targets, known, classes);
    double[] thresholds = new double[classes];
    for (int c = 0; c < classes; c++) {
      ClassColumn column = ClassColumn.of(scores, targets, known, c);
      thresholds[c] = Ranking.of(column.scores(), column.positive()).thresholdOfHighestF1();
    }
    return thresholds;
  }
}
