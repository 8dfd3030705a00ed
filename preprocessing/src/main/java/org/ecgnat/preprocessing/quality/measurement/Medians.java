package org.ecgnat.preprocessing.quality.measurement;

import java.util.Arrays;

/** Medians. */
final class Medians {
  private Medians() {}

  /**
   * The middle value, or the mean of the two middle ones.
   *
   * @param values at least one, none NaN; sorted afterwards
   */
  static double of(double[] values) {
    Arrays.sort(values);
    int half = values.length / 2;
    return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
  }
}
