package org.ecgnat.preprocessing.synthetic;

import java.util.Arrays;

/** Singular values of a few rows, by Jacobi rotations of the rows (Hestenes 1958). */
final class SingularValues {
  private SingularValues() {}

  /** In falling order; the rows are not changed. */
  static double[] of(double[][] matrix) {
    double[][] rows = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
    for (int sweep = 0; sweep < 30; sweep++) {
      for (int p = 0; p < rows.length; p++) {
        for (int q = p + 1; q < rows.length; q++) {
          rotate(rows[p], rows[q]);
        }
      }
    }
    return Arrays.stream(rows)
        .mapToDouble(row -> -Math.sqrt(dot(row, row)))
        .sorted()
        .map(value -> -value)
        .toArray();
  }

  private static void rotate(double[] p, double[] q) {
    double pq = dot(p, q);
    if (pq == 0) {
      return;
    }
    double zeta = (dot(q, q) - dot(p, p)) / (2 * pq);
    double t = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
    double cos = 1 / Math.sqrt(1 + t * t);
    double sin = cos * t;
    for (int i = 0; i < p.length; i++) {
      double value = p[i];
      p[i] = cos * value - sin * q[i];
      q[i] = sin * value + cos * q[i];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
