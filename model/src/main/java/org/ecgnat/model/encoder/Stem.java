package org.ecgnat.model.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.ecgnat.model.layers.Convolution;
import org.ecgnat.model.layers.Convolution.Offset;
import org.ecgnat.model.layers.LayerNorm;
import org.ecgnat.model.layers.NetworkBlock;
import org.ecgnat.model.layers.Pass;

/**
 * From samples to tokens: two convolutions (kernel 4, stride 2, padding 1) with nothing between
 * them, then layer normalisation; {@code (batch, leads, samples)} to {@code (batch, samples / 4,
 * channels)}. A norm at sample resolution would blow the flat line up to the size of the QRS.
 */
final class Stem extends NetworkBlock {
  private final Convolution conv1;
  private final Convolution conv2;
  private final LayerNorm norm;

  /**
   * Declares {@code conv1}, {@code conv2} and {@code norm}.
   *
   * @param leads input rows
   * @param channels of the tokens
   */
  Stem(int leads, int channels) {
    conv1 = addChildBlock("conv1", Convolution.halving(leads, channels / 2, Offset.BIAS));
    conv2 = addChildBlock("conv2", Convolution.halving(channels / 2, channels, Offset.BIAS));
    norm = addChildBlock("norm", new LayerNorm(channels));
  }

  @Override
  protected NDArray compute(NDArray input, Pass pass) {
    NDArray convolved = conv2.apply(conv1.apply(input, pass), pass);
    return norm.apply(convolved.swapAxes(1, 2), pass);
  }

  @Override
  protected Shape outputShape(Shape input) {
    Shape once = conv1.getOutputShapes(new Shape[] {input})[0];
    Shape twice = conv2.getOutputShapes(new Shape[] {once})[0];
    return new Shape(twice.get(0), twice.get(2), twice.get(1));
  }
}
