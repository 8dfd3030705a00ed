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

  /** Resamples one signal. */
  public double[] resample(double[] signal, Extension extension) {
    if (signal.length == 0) {
      return new double[0];
    }
    LeadBlock block = new LeadBlock(1, signal.length, margin());
    for (int i = 0; i < signal.length; i++) {
      block.set(0, i, signal[i]);
    }
    return resample(block, extension)[0];
  }

  /** Samples of margin that a block needs at each end to be resampled. */
  public int margin() {
    return up == down ? 0 : halfLength / up + 2;
  }

  /**
   * Resamples all leads of a block.
   *
   * @param block with at least one sample and a margin of at least {@link #margin}; its margins are
   *     overwritten
   * @return {@code (leads, }{@link #outputLength}{@code )}
   */
  public double[][] resample(LeadBlock block, Extension extension) {
    return resample(block, extension, LaneKernel.best());
  }

  double[][] resample(LeadBlock block, Extension extension, LaneKernel kernel) {
    if (block.samples() == 0 || block.margin() < margin()) {
      throw new IllegalArgumentException(
          "Cannot resample "
              + block.samples()
              + " samples with a margin of "
              + block.margin()
              + ", it must be at least "
              + margin());
    }
    if (up == down) {
      return block.toArrays();
    }
    block.clearMargins();
    if (extension == Extension.LINE) {
      block.extendByLine(margin());
    }
    LeadBlock result = new LeadBlock(block.leads(), outputLength(block.samples()), 0);
    for (int start = 0; start < up && start < result.samples(); start++) {
      long centre = (long) start * down + halfLength;
      double[] taps = phases[(int) (centre % up)];
      int oldest = block.margin() + (int) (centre / up) - taps.length + 1;
      int outputs = (result.samples() - start + up - 1) / up;
      kernel.convolve(
          new LaneKernel.Phase(taps, oldest, down, start, up, outputs),
          block.data(),
          result.data(),
          block.lanes());
    }
    return result.toArrays();
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
