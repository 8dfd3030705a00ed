package org.ecgnat.model.metrics;

/**
 * The known cells of one class.
 *
 * @param scores {@code (known recordings)}
 * @param positive {@code (known recordings)}
 */
record ClassColumn(double[] scores, boolean[] positive) {

  static ClassColumn of(double[][] scores, float[][] targets, float[][] known, int column) {
    int count = 0;
    for (float[] row : known) {
      count += row[column] > 0 ? 1 : 0;
    }
    double[] columnScores = new double[count];
    boolean[] positive = new boolean[count];
    int at = 0;
    for (int r = 0; r < scores.length; r++) {
      if (known[r][column] > 0) {
        columnScores[at] = scores[r][column];
        positive[at] = targets[r][column] > 0.5f;
        at++;
      }
    }
    return new ClassColumn(columnScores, positive);
  }

  /** Refuses matrices of different shapes and scores that are not numbers. */
  static void check(double[][] scores, float[][] targets, float[][] known, int classes) {
    if (scores.length != targets.length || scores.length != known.length) {
      throw new IllegalArgumentException(
          scores.length
              + " rows of scores for "
              + targets.length
              + " of targets and "
              + known.length
              + " of known cells");
    }
    for (int r = 0; r < scores.length; r++) {
      if (scores[r].length != classes
          || targets[r].length != classes
          || known[r].length != classes) {
        throw new IllegalArgumentException("Row " + r + " has not " + classes + " classes");
      }
      for (int c = 0; c < classes; c++) {
        if (known[r][c] > 0 && Double.isNaN(scores[r][c])) {
          throw new IllegalArgumentException("The score of row " + r + ", class " + c + " is NaN");
        }
      }
    }
  }
}
