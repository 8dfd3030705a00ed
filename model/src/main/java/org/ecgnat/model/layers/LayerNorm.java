package org.ecgnat.model.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;

/**
 * Layer normalisation over the last axis (Ba, Kiros and Hinton 2016), ε = 1e-5: {@code (…,
 * channels)} in and out.
 */
public final class LayerNorm extends NetworkBlock {
  private static final float EPSILON = 1e-5f;

  private final Shape channels;
  private final Parameter weight;
  private final Parameter bias;

  /**
   * Declares weight and bias {@code (channels)}.
   *
   * @param channels length of the last axis
   */
  public LayerNorm(long channels) {
    this.channels = new Shape(channels);
    weight = parameter("weight", Initialization.ONES, channels);
    bias = parameter("bias", Initialization.ZEROS, channels);
  }

  @Override
  protected NDArray compute(NDArray input, Pass pass) {
    return ai.djl.nn.norm.LayerNorm.layerNorm(
            input, channels, pass.value(weight), pass.value(bias), EPSILON)
        .singletonOrThrow();
  }

  @Override
  protected Shape outputShape(Shape input) {
    return input;
  }
}
