package org.ecgnat.model.training;

import ai.djl.ndarray.NDArray;

/** The forward pass over one batch, whose arrays are ready. */
@FunctionalInterface
public interface ForwardPass {

  /** Computes the loss, a scalar. */
  NDArray loss();
}
