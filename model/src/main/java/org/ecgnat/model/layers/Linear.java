package org.ecgnat.model.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;

/** An affine map of the last axis: {@code (…, inputs)} to {@code (…, outputs)}. */
public final class Linear extends NetworkBlock {
  private final long outputs;
  private final Parameter weight;
  private final Parameter bias;

  /**
   * Declares weight {@code (outputs, inputs)} and bias {@code (outputs)}.
   *
   * @param inputs channels in
   * @param outputs channels out
   */
  public Linear(long inputs, long outputs) {
    this.outputs = outputs;
    weight = parameter("weight", new Initialization.Uniform(inputs), outputs, inputs);
    bias = parameter("bias", new Initialization.Uniform(inputs), outputs);
  }

  @Override
  protected NDArray compute(NDArray input, Pass pass) {
    return ai.djl.nn.core.Linear.linear(input, pass.value(weight), pass.value(bias))
        .singletonOrThrow();
  }

  @Override
  protected Shape outputShape(Shape input) {
    return input.slice(0, input.dimension() - 1).add(outputs);
  }
}
