package org.ecgnat.preprocessing.signal;

/**
 * A filter of second-order sections
 *
 * <pre>H(z) = Π (b0 + b1 z⁻¹ + b2 z⁻²) / (1 + a1 z⁻¹ + a2 z⁻²)</pre>
 *
 * run forward and backward, so that its phase is zero and its attenuation doubled (Gustafsson,
 * "Determining the initial states in forward-backward filtering", IEEE Trans. Signal Processing 44,
 * 1996; here with the simpler choice of SciPy's {@code sosfiltfilt}: odd extension and the steady
 * state of a step). Immutable.
 */
public final class SosFilter {
  private final Section[] sections;

  /**
   * A section in state-space form: y = b0·x + s1; s1' = c1·x − a1·s1 + s2; s2' = c2·x − a2·s1. It
   * equals the transposed direct form II with a shorter chain of dependent operations.
   *
   * @param step1 state s1 after an endless step of height 1
   * @param step2 state s2 likewise
   * @param gain the section's gain at 0 Hz
   */
  private record Section(
      double b0,
      double a1,
      double a2,
      double c1,
      double c2,
      double step1,
      double step2,
      double gain) {

    static Section of(double[] row) {
      double a0 = row[3];
      double b0 = row[0] / a0;
      double b1 = row[1] / a0;
      double b2 = row[2] / a0;
      double a1 = row[4] / a0;
      double a2 = row[5] / a0;
      double gain = (b0 + b1 + b2) / (1 + a1 + a2);
      double step2 = b2 - a2 * gain;
      double step1 = b1 - a1 * gain + step2;
      return new Section(b0, a1, a2, b1 - a1 * b0, b2 - a2 * b0, step1, step2, gain);
    }
  }

  /**
   * A filter of given sections.
   *
   * @param sections {@code (sections, 6)}: b0 b1 b2 a0 a1 a2, as SciPy orders them; a0 is not 0
   */
  public SosFilter(double[][] sections) {
    if (sections.length == 0) {
      throw new IllegalArgumentException("A filter needs at least one section");
    }
    this.sections = new Section[sections.length];
    for (int i = 0; i < sections.length; i++) {
      if (sections[i].length != 6 || sections[i][3] == 0) {
        throw new IllegalArgumentException(
            "Section " + i + " is not b0 b1 b2 a0 a1 a2 with a0 other than 0");
      }
      this.sections[i] = Section.of(sections[i]);
    }
  }

  /**
   * Filters forward and backward.
   *
   * @param signal not changed
   * @param paddingSamples odd extension on each side; more than {@code signal.length − 1} is cut to
   *     that
   * @return as long as the signal
   */
  public double[] filtfilt(double[] signal, int paddingSamples) {
    if (signal.length == 0) {
      return new double[0];
    }
    int padding = padding(signal.length, paddingSamples);
    double[] extended = new double[signal.length + 2 * padding];
    System.arraycopy(signal, 0, extended, padding, signal.length);
    filtfilt(extended, padding, signal.length);
    double[] result = new double[signal.length];
    System.arraycopy(extended, padding, result, 0, signal.length);
    return result;
  }

  /**
   * The odd extension that a signal of this length allows.
   *
   * @param length samples, at least 1
   * @param wanted wanted samples of extension on each side
   */
  public static int padding(int length, int wanted) {
    return Math.max(0, Math.min(wanted, length - 1));
  }

  /**
   * Filters forward and backward in place.
   *
   * @param extended {@code padding} free places, the signal, {@code padding} free places; longer
   *     arrays are fine. The signal is replaced by the filtered one; the free places are scratch.
   * @param padding samples of odd extension on each side, at most {@code length − 1}
   * @param length samples of the signal
   */
  public void filtfilt(double[] extended, int padding, int length) {
    if (padding < 0 || padding > length - 1) {
      throw new IllegalArgumentException(
          "An odd extension of " + padding + " samples needs more than " + length + " samples");
    }
    extendOddly(extended, padding, length);
    int total = length + 2 * padding;
    run(extended, 0, 1, total);
    run(extended, total - 1, -1, total);
  }

  private static void extendOddly(double[] x, int padding, int length) {
    int first = padding;
    int last = padding + length - 1;
    for (int i = 1; i <= padding; i++) {
      x[first - i] = 2 * x[first] - x[first + i];
      x[last + i] = 2 * x[last] - x[last - i];
    }
  }

  /** One direction; two sections at a time keep the processor's pipeline filled. */
  private void run(double[] x, int start, int step, int count) {
    double level = x[start];
    int i = 0;
    for (; i + 1 < sections.length; i += 2) {
      runPair(sections[i], sections[i + 1], level, x, start, step, count);
      level *= sections[i].gain * sections[i + 1].gain;
    }
    if (i < sections.length) {
      runOne(sections[i], level, x, start, step, count);
    }
  }

  private static void runOne(
      Section section, double level, double[] x, int start, int step, int count) {
    double b0 = section.b0;
    double a1 = section.a1;
    double a2 = section.a2;
    double c1 = section.c1;
    double c2 = section.c2;
    double s1 = section.step1 * level;
    double s2 = section.step2 * level;
    for (int n = 0, i = start; n < count; n++, i += step) {
      double in = x[i];
      x[i] = b0 * in + s1;
      double next = (c1 * in + s2) - a1 * s1;
      s2 = c2 * in - a2 * s1;
      s1 = next;
    }
  }

  private static void runPair(
      Section first, Section second, double level, double[] x, int start, int step, int count) {
    double b0 = first.b0;
    double a1 = first.a1;
    double a2 = first.a2;
    double c1 = first.c1;
    double c2 = first.c2;
    double s1 = first.step1 * level;
    double s2 = first.step2 * level;
    double d0 = second.b0;
    double e1 = second.a1;
    double e2 = second.a2;
    double f1 = second.c1;
    double f2 = second.c2;
    double t1 = second.step1 * level * first.gain;
    double t2 = second.step2 * level * first.gain;
    for (int n = 0, i = start; n < count; n++, i += step) {
      double in = x[i];
      double between = b0 * in + s1;
      double next = (c1 * in + s2) - a1 * s1;
      s2 = c2 * in - a2 * s1;
      s1 = next;
      x[i] = d0 * between + t1;
      next = (f1 * between + t2) - e1 * t1;
      t2 = f2 * between - e2 * t1;
      t1 = next;
    }
  }
}
