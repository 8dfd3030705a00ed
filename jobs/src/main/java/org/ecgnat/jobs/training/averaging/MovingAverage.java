package org.ecgnat.jobs.training.averaging;

/**
 * The exponential moving average of the weights, taken once a round: after a round of {@code s}
 * local steps it is {@code dˢ · average + (1 − dˢ) · weights}.
 *
 * @param decay d, a local step
 */
public record MovingAverage(double decay) {

  /** Checks the decay. */
  public MovingAverage {
    if (!(decay > 0 && decay < 1)) {
      throw new IllegalArgumentException("A decay of " + decay + " is not between 0 and 1");
    }
  }

  /**
   * The average after a round.
   *
   * @param average before, {@code (parameters)}
   * @param weights after the round, {@code (parameters)}
   * @param steps local steps a worker took
   * @return {@code (parameters)}
   */
  public float[] after(float[] average, float[] weights, int steps) {
    double kept = Math.pow(decay, steps);
    float[] next = new float[average.length];
    for (int i = 0; i < next.length; i++) {
      next[i] = (float) (kept * average[i] + (1 - kept) * weights[i]);
    }
    return next;
  }
}
