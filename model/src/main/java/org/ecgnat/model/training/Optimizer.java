package org.ecgnat.model.training;

import ai.djl.ndarray.NDArray;

/** Changes weights by their gradients. Owns its memory. */
sealed interface Optimizer permits AdamW, Sgd {

  /** Starts a step: what follows are updates of single parameters in it. */
  void beginStep();

  /**
   * Changes a parameter in place.
   *
   * @param index its place in the layout
   * @param parameter its array
   * @param gradient of its shape
   * @param learningRate of this step, before the parameter's own factor
   * @param gradientScale what the gradient is multiplied by, for clipping
   */
  void update(
      int index, NDArray parameter, NDArray gradient, double learningRate, double gradientScale);

  /** A copy of its memory. */
  OptimizerState state();

  /** Replaces its memory. */
  void load(OptimizerState state);
}
