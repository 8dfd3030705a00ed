package org.ecgnat.model.classification;

import java.util.Locale;

/** How much two examples count as a positive pair of the contrastive loss, by their labels. */
public enum Positives {
  /** The Jaccard index of the label sets; 0 where both are empty. */
  JACCARD {
    @Override
    float weight(int shared, int either) {
      return either == 0 ? 0 : (float) shared / either;
    }
  },
  /** 1 where the label sets are equal, else 0. */
  IDENTICAL {
    @Override
    float weight(int shared, int either) {
      return shared == either ? 1 : 0;
    }
  };

  abstract float weight(int shared, int either);

  /**
   * By its name in a configuration.
   *
   * @param name {@code jaccard} or {@code identical}
   * @throws IllegalArgumentException if it is neither
   */
  public static Positives of(String name) {
    for (Positives value : values()) {
      if (value.name().toLowerCase(Locale.ROOT).equals(name)) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        "Positives of the contrastive loss are 'jaccard' or 'identical', not '" + name + "'");
  }

  /**
   * The weight of every pair, {@code n × n} row-major. Classes that were not assessed in both
   * examples are left out of both sets.
   *
   * @param targets {@code [n][classes]}, 1 where the class is present
   * @param known {@code [n][classes]}, 1 where the class was assessed
   */
  public float[] weights(float[][] targets, float[][] known) {
    int n = targets.length;
    float[] weights = new float[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        int shared = 0;
        int either = 0;
        for (int c = 0; c < targets[i].length; c++) {
          if (known[i][c] > 0 && known[j][c] > 0) {
            boolean inFirst = targets[i][c] > 0;
            boolean inSecond = targets[j][c] > 0;
            shared += inFirst && inSecond ? 1 : 0;
            either += inFirst || inSecond ? 1 : 0;
          }
        }
        weights[i * n + j] = weight(shared, either);
      }
    }
    return weights;
  }
}
