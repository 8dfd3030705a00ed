package org.ecgnat.preprocessing.signal;

/**
 * Resamples by a ratio of integers: a symmetric low-pass of {@code 20·max(up, down) + 1} taps
 * (windowed sinc, Kaiser window with β = 5) at the lower of the two Nyquist frequencies, in
 * polyphase form, so that only the samples that are kept are computed (Crochiere and Rabiner,
 * <i>Multirate Digital Signal Processing</i>, chapter 3). Equals SciPy's {@code resample_poly}.
 * Immutable.
 */
public final class Resampler {
  /** Larger terms would make filters of more than 100,000 taps for no audible gain. */
  private static final int MAX_TERM = 5000;

  private static final double KAISER_BETA = 5;
  private static final int HALF_LENGTH_PER_TERM = 10;

  private final int up;
  private final int down;
  private final int halfLength;

  /** Row r holds taps r, r + up, r + 2·up …, last first, so that it runs along the signal. */
  private final double[][] phases;

  /** What stands before the first and after the last sample. */
  public enum Extension {
    /** Zeros: for signals without offset. */
    ZERO,
    /** The straight line through the first and the last sample. */
    LINE
  }

  /**
   * A resampler by a given ratio.
   *
   * @param up samples out for {@code down} samples in; common factors are removed
   * @param down likewise
   */
  public Resampler(int up, int down) {
    if (up < 1 || down < 1) {
      throw new IllegalArgumentException("Cannot resample by " + up + "/" + down);
    }
    int divisor = gcd(up, down);
    this.up = up / divisor;
    this.down = down / divisor;
    if (Math.max(this.up, this.down) > MAX_TERM) {
      throw new IllegalArgumentException(
          "Cannot resample by " + up + "/" + down + ": a term is over " + MAX_TERM);
    }
    this.halfLength = HALF_LENGTH_PER_TERM * Math.max(this.up, this.down);
    this.phases = phases(taps(), this.up);
  }

  /**
   * A resampler between two rates: their ratio where its terms are at most 5,000, else the last
   * convergent of its continued fraction with such terms (wrong by less than 1 in 5,000 of its
   * denominator).
   *
   * @throws IllegalArgumentException where the rates lie further apart than that
   */
  public static Resampler between(double fromHz, double toHz) {
    if (!(fromHz > 0 && toHz > 0 && fromHz < Double.MAX_VALUE && toHz < Double.MAX_VALUE)) {
      throw new IllegalArgumentException("Cannot resample from " + fromHz + " to " + toHz + " Hz");
    }
    double ratio = toHz / fromHz;
    double rest = ratio;
    double numerator = 1;
    double denominator = 0;
    double previousNumerator = 0;
    double previousDenominator = 1;
    while (true) {
      double whole = Math.floor(rest);
      double nextNumerator = whole * numerator + previousNumerator;
      double nextDenominator = whole * denominator + previousDenominator;
      if (Math.max(nextNumerator, nextDenominator) > MAX_TERM) {
        break;
      }
      previousNumerator = numerator;
      previousDenominator = denominator;
      numerator = nextNumerator;
      denominator = nextDenominator;
      if (Math.abs(numerator / denominator - ratio) <= 1e-12 * ratio) {
        break;
      }
      rest = 1 / (rest - whole);
    }
    if (numerator == 0 || denominator == 0) {
      throw new IllegalArgumentException(
          "Cannot resample from " + fromHz + " to " + toHz + " Hz: the rates lie too far apart");
    }
    return new Resampler((int) numerator, (int) denominator);
  }

  /** Samples out for {@link #down} samples in. */
  public int up() {
    return up;
  }

  /** Samples in for {@link #up} samples out. */
  public int down() {
    return down;
  }

  /** How many samples come out of {@code length}: {@code ⌈length·up/down⌉}. */
  public int outputLength(int length) {
    return Math.toIntExact(((long) length * up + down - 1) / down);
  }

  /** Resamples a whole array. */
  public double[] resample(double[] signal, Extension extension) {
    return resample(signal, 0, signal.length, extension);
  }

  /**
   * Resamples part of an array.
   *
   * @param offset first sample
   * @param length samples
   * @return {@link #outputLength} samples
   */
  public double[] resample(double[] signal, int offset, int length, Extension extension) {
    double[] result = new double[outputLength(length)];
    if (up == 1 && down == 1) {
      System.arraycopy(signal, offset, result, 0, length);
      return result;
    }
    if (length == 0) {
      return result;
    }
    int margin = halfLength / up + 2;
    double[] padded = new double[length + 2 * margin];
    System.arraycopy(signal, offset, padded, margin, length);
    if (extension == Extension.LINE) {
      extendByLine(padded, margin, length);
    }
    for (int start = 0; start < up && start < result.length; start++) {
      long centre = (long) start * down + halfLength;
      double[] phase = phases[(int) (centre % up)];
      int oldest = margin + (int) (centre / up) - phase.length + 1;
      polyphase(phase, padded, oldest, result, start);
    }
    return result;
  }

  /** Outputs {@code start + q·up} for all q, of which all meet the same taps. */
  private void polyphase(double[] taps, double[] x, int oldest, double[] result, int start) {
    int outputs = (result.length - start + up - 1) / up;
    int q = 0;
    // four at a time: each tap is loaded once, and no sum waits for the one before
    for (; q + 3 < outputs; q += 4) {
      int from0 = oldest + q * down;
      int from1 = from0 + down;
      int from2 = from1 + down;
      int from3 = from2 + down;
      double sum0 = 0;
      double sum1 = 0;
      double sum2 = 0;
      double sum3 = 0;
      for (int i = 0; i < taps.length; i++) {
        double tap = taps[i];
        sum0 += tap * x[from0 + i];
        sum1 += tap * x[from1 + i];
        sum2 += tap * x[from2 + i];
        sum3 += tap * x[from3 + i];
      }
      int at = start + q * up;
      result[at] = sum0;
      result[at + up] = sum1;
      result[at + 2 * up] = sum2;
      result[at + 3 * up] = sum3;
    }
    for (; q < outputs; q++) {
      double sum = 0;
      for (int i = 0; i < taps.length; i++) {
        sum += taps[i] * x[oldest + q * down + i];
      }
      result[start + q * up] = sum;
    }
  }

  private static void extendByLine(double[] padded, int margin, int length) {
    int last = margin + length - 1;
    double slope = length == 1 ? 0 : (padded[last] - padded[margin]) / (length - 1);
    for (int i = 1; i <= margin; i++) {
      padded[margin - i] = padded[margin] - i * slope;
      padded[last + i] = padded[last] + i * slope;
    }
  }

  private double[] taps() {
    double corner = 1.0 / Math.max(up, down);
    double[] taps = new double[2 * halfLength + 1];
    double sum = 0;
    for (int i = 0; i < taps.length; i++) {
      double distance = i - halfLength;
      double place = distance / halfLength;
      // the window's own height cancels out when the taps are scaled to their sum
      double window = besselI0(KAISER_BETA * Math.sqrt(1 - place * place));
      double angle = Math.PI * corner * distance;
      taps[i] = window * (angle == 0 ? 1 : Math.sin(angle) / angle);
      sum += taps[i];
    }
    for (int i = 0; i < taps.length; i++) {
      taps[i] *= up / sum;
    }
    return taps;
  }

  private static double[][] phases(double[] taps, int up) {
    double[][] phases = new double[up][];
    for (int r = 0; r < up; r++) {
      int length = r < taps.length ? (taps.length - 1 - r) / up + 1 : 0;
      phases[r] = new double[length];
      for (int i = 0; i < length; i++) {
        phases[r][length - 1 - i] = taps[r + i * up];
      }
    }
    return phases;
  }

  /** Modified Bessel function of order 0 by its power series (Abramowitz and Stegun 9.6.12). */
  private static double besselI0(double x) {
    double quarter = x * x / 4;
    double term = 1;
    double sum = 1;
    for (int k = 1; term > 1e-17 * sum; k++) {
      term *= quarter / ((double) k * k);
      sum += term;
    }
    return sum;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
