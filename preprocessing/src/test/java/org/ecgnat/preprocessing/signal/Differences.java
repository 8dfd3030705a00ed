package org.ecgnat.preprocessing.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/** Compares long signals without boxing every sample. */
public final class Differences {
  private Differences() {}

  /** Asserts max|a − b| ≤ relative · scale, where the scale is usually max|b| over all leads. */
  public static void assertClose(
      String what, double[] actual, double[] expected, double scale, double relative) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    double largest = 0;
    for (int i = 0; i < actual.length; i++) {
      double difference = Math.abs(actual[i] - expected[i]);
      largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
    }
    assertThat(largest).as(what).isLessThanOrEqualTo(relative * scale);
  }

  /** max|x|. */
  public static double scale(double[] values) {
    return Arrays.stream(values).map(Math::abs).max().orElseThrow();
  }
}
