package org.ecgnat.model.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv1d;
import java.util.Optional;

/**
 * A convolution: {@code (batch, inputs, length)} to {@code (batch, outputs, (length + 2 padding −
 * kernel) / stride + 1)}.
 */
public final class Convolution extends NetworkBlock {
  private static final Shape DILATION = new Shape(1);

  /** Whether a convolution adds a constant to each output channel. */
  public enum Offset {
    /** It does. */
    BIAS,
    /** It does not. */
    NONE
  }

  private final long outputs;
  private final int kernel;
  private final Shape stride;
  private final Shape padding;
  private final Parameter weight;
  private final Optional<Parameter> bias;

  /**
   * Declares weight {@code (outputs, inputs, kernel)} and possibly bias {@code (outputs)}.
   *
   * @param inputs channels in
   * @param outputs channels out
   * @param kernel its length
   * @param stride places from one output to the next
   * @param padding zeros before and behind
   * @param offset whether there is a bias
   */
  public Convolution(
      long inputs, long outputs, int kernel, int stride, int padding, Offset offset) {
    this.outputs = outputs;
    this.kernel = kernel;
    this.stride = new Shape(stride);
    this.padding = new Shape(padding);
    Initialization initialization = new Initialization.Uniform(inputs * kernel);
    weight = parameter("weight", initialization, outputs, inputs, kernel);
    bias =
        offset == Offset.BIAS
            ? Optional.of(parameter("bias", initialization, outputs))
            : Optional.empty();
  }

  /**
   * One that halves the length: kernel 4, stride 2, padding 1.
   *
   * @param inputs channels in
   * @param outputs channels out
   * @param offset whether there is a bias
   */
  public static Convolution halving(long inputs, long outputs, Offset offset) {
    return new Convolution(inputs, outputs, 4, 2, 1, offset);
  }

  @Override
  protected NDArray compute(NDArray input, Pass pass) {
    NDArray weights = pass.value(weight);
    return bias.map(b -> Conv1d.conv1d(input, weights, pass.value(b), stride, padding, DILATION))
        .orElseGet(() -> Conv1d.conv1d(input, weights, null, stride, padding, DILATION))
        .singletonOrThrow();
  }

  @Override
  protected Shape outputShape(Shape input) {
    long length = (input.get(2) + 2 * padding.get(0) - kernel) / stride.get(0) + 1;
    return new Shape(input.get(0), outputs, length);
  }
}
