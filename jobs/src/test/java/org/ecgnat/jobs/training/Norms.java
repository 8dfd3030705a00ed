package org.ecgnat.jobs.training;

import java.util.Arrays;

/** How far vectors lie apart. */
final class Norms {
  private Norms() {}

  /** The Euclidean norm. */
  static double norm(float[] vector) {
    return distance(vector, new float[vector.length]);
  }

  /** The norm of a difference. */
  static double distance(float[] a, float[] b) {
    double[] squares = new double[a.length];
    Arrays.setAll(squares, i -> Math.pow((double) a[i] - b[i], 2));
    return Math.sqrt(Arrays.stream(squares).sum());
  }

  /** The norm of a difference over that of the second. */
  static double relativeDifference(float[] a, float[] b) {
    return distance(a, b) / norm(b);
  }
}
