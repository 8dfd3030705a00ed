package org.ecgnat.jobs.training.averaging;

/**
 * What the driver does with the mean of the workers' movements in a round: a step of stochastic
 * gradient descent with Nesterov momentum along it, as DiLoCo does (Douillard et al., "DiLoCo:
 * Distributed Low-Communication Training of Language Models", 2023). Rate 1 without momentum is
 * classic parameter averaging: the next weights are the mean of the workers' weights.
 *
 * @param rate of the step
 * @param momentum μ; 0 for none
 */
public record OuterStep(double rate, double momentum) {

  /** Parameter averaging. */
  public static final OuterStep MEAN = new OuterStep(1, 0);

  /**
   * The velocity before the first round.
   *
   * @return {@code (parameters)}, or without elements where there is no momentum
   */
  public float[] still(int parameters) {
    return new float[momentum > 0 ? parameters : 0];
  }

  /**
   * Takes the step. With d the mean movement, v the velocity and w the weights: v ← μ·v + d, then w
   * ← w + rate·(d + μ·v).
   *
   * @param weights those the round began with, {@code (parameters)}; left as they are
   * @param velocity {@code (parameters)}, moved on; without elements where there is no momentum
   * @param meanDelta mean of the workers' movements, {@code (parameters)}; becomes the next weights
   */
  public void take(float[] weights, float[] velocity, float[] meanDelta) {
    for (int i = 0; i < weights.length; i++) {
      double step = meanDelta[i];
      if (momentum > 0) {
        velocity[i] = (float) (momentum * velocity[i] + meanDelta[i]);
        step += momentum * velocity[i];
      }
      meanDelta[i] = (float) (weights[i] + rate * step);
    }
  }
}
