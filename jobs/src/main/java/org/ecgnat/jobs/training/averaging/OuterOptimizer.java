package org.ecgnat.jobs.training.averaging;

/** What the driver does with the mean of the workers' movements in a round. */
@FunctionalInterface
public interface OuterOptimizer {

  /**
   * The weights after a round.
   *
   * @param weights those the round began with, {@code (parameters)}; left as they are
   * @param meanDelta mean of the workers' movements, weighted by examples, {@code (parameters)}
   * @return {@code (parameters)}
   */
  float[] step(float[] weights, float[] meanDelta);
}
