package org.ecgnat.model.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;

/**
 * Batch normalisation over examples and time (Ioffe and Szegedy 2015), ε = 1e-5: {@code (batch,
 * channels, length)} in and out. In training by the batch's own mean and variance, of which a
 * moving average is kept (a tenth of each batch); in use by that average.
 */
public final class BatchNorm extends NetworkBlock {
  private static final float EPSILON = 1e-5f;

  /** In DJL's sense: what stays of the average. */
  private static final float MOMENTUM = 0.9f;

  private static final int CHANNELS = 1;

  private final Parameter weight;
  private final Parameter bias;
  private final Parameter mean;
  private final Parameter variance;

  /**
   * Declares weight and bias {@code (channels)}, and the averages {@code running_mean} and {@code
   * running_var}, which are not trained.
   *
   * @param channels length of the second axis
   */
  public BatchNorm(long channels) {
    weight = parameter("weight", Initialization.ONES, channels);
    bias = parameter("bias", Initialization.ZEROS, channels);
    mean = statistic("running_mean", Initialization.ZEROS, channels);
    variance = statistic("running_var", Initialization.ONES, channels);
  }

  @Override
  protected NDArray compute(NDArray input, Pass pass) {
    return ai.djl.nn.norm.BatchNorm.batchNorm(
            input,
            pass.value(mean),
            pass.value(variance),
            pass.value(weight),
            pass.value(bias),
            CHANNELS,
            MOMENTUM,
            EPSILON,
            pass.phase() == Phase.TRAINING)
        .singletonOrThrow();
  }

  @Override
  protected Shape outputShape(Shape input) {
    return input;
  }
}
