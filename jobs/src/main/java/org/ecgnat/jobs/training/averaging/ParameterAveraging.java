package org.ecgnat.jobs.training.averaging;

/**
 * Classic parameter averaging: the next weights are the mean of the workers' weights (an outer step
 * of rate 1 without momentum).
 */
public record ParameterAveraging() implements OuterOptimizer {

  @Override
  public float[] step(float[] weights, float[] meanDelta) {
    float[] next = new float[weights.length];
    for (int i = 0; i < next.length; i++) {
      next[i] = weights[i] + meanDelta[i];
    }
    return next;
  }
}
