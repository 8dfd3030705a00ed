package org.ecgnat.preprocessing.signal;

/**
 * The two inner loops of the signal chain, over leads side by side, {@code (time, lanes)}. Every
 * implementation does the same operations in the same order, none of them fused, so that all give
 * the same numbers bit for bit.
 */
interface LaneKernel {
  /** Lanes come in groups of so many. */
  int GROUP = 4;

  /**
   * Two second-order sections, one behind the other, of a recursion in state-space form: y = b0·x +
   * s1; s1' = c1·x + s2 − a1·s1; s2' = c2·x − a2·s1. It equals the transposed direct form II with a
   * shorter chain of dependent operations.
   */
  record SectionPair(Section first, Section second) {}

  /**
   * A section.
   *
   * @param step1 state s1 after an endless step of height 1
   * @param step2 state s2 likewise
   * @param gain the section's gain at 0 Hz
   */
  record Section(
      double b0,
      double a1,
      double a2,
      double c1,
      double c2,
      double step1,
      double step2,
      double gain) {}

  /**
   * One phase of a resampler.
   *
   * @param taps along the signal
   * @param oldest time of the sample under the first tap of the first output
   * @param down samples from an output's first tap to the next one's
   * @param start time of the first output
   * @param up from an output to the next
   * @param outputs how many
   */
  record Phase(double[] taps, int oldest, int down, int start, int up, int outputs) {}

  /**
   * Runs two sections over every lane in place, from the steady state of given levels.
   *
   * @param x {@code (time, lanes)}
   * @param levels {@code (lanes)}: the input that was there forever
   * @param start time of the first sample
   * @param step 1 forward, −1 backward
   * @param count samples
   */
  void recurse(SectionPair pair, double[] x, double[] levels, int start, int step, int count);

  /**
   * Computes the outputs of a phase: sums of taps times samples.
   *
   * @param x {@code (time, lanes)}
   * @param y {@code (time, lanes)}
   */
  void convolve(Phase phase, double[] x, double[] y, int lanes);

  /** The fastest that this JVM offers. */
  static LaneKernel best() {
    return LaneKernels.BEST;
  }
}
