package org.ecgnat.model.training;

/**
 * AdamW's memory, laid out like the weights.
 *
 * @param firstMoment {@code (parameters)}, running mean of the gradient
 * @param secondMoment {@code (parameters)}, running mean of its square
 * @param steps steps taken, for the bias correction
 */
public record OptimizerState(float[] firstMoment, float[] secondMoment, long steps) {

  /** The state before the first step. */
  public static OptimizerState zeros(int parameters) {
    return new OptimizerState(new float[parameters], new float[parameters], 0);
  }
}
