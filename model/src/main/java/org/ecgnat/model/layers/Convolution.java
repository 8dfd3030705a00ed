package org.ecgnat.model.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv1d;
import java.util.Optional;

/**
 * A convolution that halves the length: kernel 4, stride 2, padding 1, {@code (batch, inputs,
 * length)} to {@code (batch, outputs, length / 2)}.
 */
public final class Convolution extends NetworkBlock {
  private static final int KERNEL = 4;
  private static final Shape STRIDE = new Shape(2);
  private static final Shape PADDING = new Shape(1);
  private static final Shape DILATION = new Shape(1);

  /** Whether a convolution adds a constant to each output channel. */
  public enum Offset {
    /** It does. */
    BIAS,
    /** It does not. */
    NONE
  }

  private final long outputs;
  private final Parameter weight;
  private final Optional<Parameter> bias;

  /**
   * Declares weight {@code (outputs, inputs, 4)} and possibly bias {@code (outputs)}.
   *
   * @param inputs channels in
   * @param outputs channels out
   * @param offset whether there is a bias
   */
  public Convolution(long inputs, long outputs, Offset offset) {
    this.outputs = outputs;
    Initialization initialization = new Initialization.Uniform(inputs * KERNEL);
    weight = parameter("weight", initialization, outputs, inputs, KERNEL);
    bias =
        offset == Offset.BIAS
            ? Optional.of(parameter("bias", initialization, outputs))
            : Optional.empty();
  }

  @Override
  public NDArray apply(NDArray input, Pass pass) {
    NDArray kernel = pass.value(weight);
    return bias.map(b -> Conv1d.conv1d(input, kernel, pass.value(b), STRIDE, PADDING, DILATION))
        .orElseGet(() -> Conv1d.conv1d(input, kernel, null, STRIDE, PADDING, DILATION))
        .singletonOrThrow();
  }

  @Override
  protected Shape outputShape(Shape input) {
    return new Shape(input.get(0), outputs, input.get(2) / 2);
  }
}
