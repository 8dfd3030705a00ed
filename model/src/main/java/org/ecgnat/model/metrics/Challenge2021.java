package org.ecgnat.model.metrics;

import java.util.Arrays;

/**
 * The score of the PhysioNet/Computing in Cardiology Challenge 2021 (Reyna et al., "Will Two Do?
 * Varying Dimensions in Electrocardiography", CinC 2021, section 2.4): a confusion matrix in which
 * each recording shares its weight among the classes that it has or is given, times a matrix of
 * clinical rewards, scaled so that 1 is every label right and 0 is answering sinus rhythm always.
 */
public final class Challenge2021 {
  private Challenge2021() {}

  /**
   * Computes the score.
   *
   * @param weights {@code (classes, classes)}: reward of answering the column where the row is true
   * @param labels {@code (recordings, classes)}: the truth
   * @param outputs {@code (recordings, classes)}: the answers
   * @param sinusRhythm which class is sinus rhythm
   * @return at most 1; 0 where always answering sinus rhythm is as good as the truth
   */
  public static double score(
      double[][] weights, boolean[][] labels, boolean[][] outputs, int sinusRhythm) {
    int classes = weights.length;
    if (labels.length != outputs.length) {
      throw new IllegalArgumentException(
          labels.length + " rows of labels, " + outputs.length + " of outputs");
    }
    if (sinusRhythm < 0 || sinusRhythm >= classes) {
      throw new IllegalArgumentException("Class " + sinusRhythm + " is not among " + classes);
    }
    boolean[] sinus = new boolean[classes];
    sinus[sinusRhythm] = true;
    boolean[][] inactive = new boolean[labels.length][];
    Arrays.fill(inactive, sinus);
    double best = reward(weights, labels, labels);
    double idle = reward(weights, labels, inactive);
    return best == idle ? 0 : (reward(weights, labels, outputs) - idle) / (best - idle);
  }

  private static double reward(double[][] weights, boolean[][] labels, boolean[][] outputs) {
    double sum = 0;
    for (int r = 0; r < labels.length; r++) {
      if (labels[r].length != weights.length || outputs[r].length != weights.length) {
        throw new IllegalArgumentException("Row " + r + " has not " + weights.length + " classes");
      }
      int either = 0;
      double earned = 0;
      for (int truth = 0; truth < weights.length; truth++) {
        either += labels[r][truth] || outputs[r][truth] ? 1 : 0;
        if (labels[r][truth]) {
          for (int answer = 0; answer < weights.length; answer++) {
            earned += outputs[r][answer] ? weights[truth][answer] : 0;
          }
        }
      }
      sum += earned / Math.max(1, either);
    }
    return sum;
  }
}
