package org.ecgnat.jobs.training.averaging;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The weighted mean of flat vectors, the same bit for bit whatever the order in which they arrived:
 * each element is summed in double precision along one fixed binary tree over the workers ({@code
 * ((0+1)+(2+3))+…}), then divided by the total weight and rounded once.
 */
public final class WeightedMean {
  private static final int SLICE = 1 << 16;

  private WeightedMean() {}

  /**
   * Combines vectors.
   *
   * @param vectors one a worker in worker order, each {@code (parameters)}
   * @param weights one a worker, at least 0 and not all 0
   * @return {@code (parameters)}
   * @throws IllegalArgumentException where lengths differ or no weight is positive
   */
  public static float[] of(List<FlatVector> vectors, double[] weights) {
    if (vectors.isEmpty() || vectors.size() != weights.length) {
      throw new IllegalArgumentException(
          vectors.size() + " vectors cannot be combined with " + weights.length + " weights");
    }
    int length = vectors.get(0).length();
    if (vectors.stream().anyMatch(vector -> vector.length() != length)) {
      throw new IllegalArgumentException("Vectors of different lengths cannot be combined");
    }
    double total = treeSum(weights.clone());
    if (!(total > 0)) {
      throw new IllegalArgumentException("The weights sum to " + total + ", not to a positive sum");
    }
    FlatVector[] rows = vectors.toArray(FlatVector[]::new);
    float[] mean = new float[length];
    // Slices write disjoint elements: the order in which threads take them changes nothing.
    IntStream.range(0, (length + SLICE - 1) / SLICE)
        .parallel()
        .forEach(
            slice -> {
              double[] terms = new double[rows.length];
              int end = Math.min(length, (slice + 1) * SLICE);
              for (int i = slice * SLICE; i < end; i++) {
                for (int worker = 0; worker < rows.length; worker++) {
                  terms[worker] = weights[worker] * rows[worker].get(i);
                }
                mean[i] = (float) (treeSum(terms) / total);
              }
            });
    return mean;
  }

  /** Sums along the tree; overwrites its argument. */
  private static double treeSum(double[] terms) {
    for (int stride = 1; stride < terms.length; stride *= 2) {
      for (int i = 0; i + stride < terms.length; i += 2 * stride) {
        terms[i] += terms[i + stride];
      }
    }
    return terms[0];
  }
}
