package org.ecgnat.model.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.ecgnat.model.layers.Convolution;
import org.ecgnat.model.layers.Convolution.Offset;
import org.ecgnat.model.layers.LayerNorm;
import org.ecgnat.model.layers.NetworkBlock;
import org.ecgnat.model.layers.Pass;

/**
 * From one stage to the next: a convolution (kernel 4, stride 2, padding 1, no bias) that doubles
 * the channels, then layer normalisation; {@code (batch, tokens, channels)} to {@code (batch,
 * tokens / 2, 2 · channels)}.
 */
final class Downsampling extends NetworkBlock {
  private final Convolution conv;
  private final LayerNorm norm;

  /**
   * Declares {@code conv} and {@code norm}.
   *
   * @param channels in
   */
  Downsampling(int channels) {
    conv = addChildBlock("conv", Convolution.halving(channels, 2L * channels, Offset.NONE));
    norm = addChildBlock("norm", new LayerNorm(2L * channels));
  }

  @Override
  protected NDArray compute(NDArray input, Pass pass) {
    NDArray convolved = conv.apply(input.swapAxes(1, 2), pass);
    return norm.apply(convolved.swapAxes(1, 2), pass);
  }

  @Override
  protected Shape outputShape(Shape input) {
    return new Shape(input.get(0), input.get(1) / 2, 2 * input.get(2));
  }
}
