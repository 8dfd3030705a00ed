package org.ecgnat.model.encoder;

import java.util.List;

/**
 * The architecture of a residual network for time series (Wang, Yan and Oates, "Time series
 * classification from scratch with deep neural networks: a strong baseline", IJCNN 2017): blocks of
 * three convolutions with batch normalisation. It is what ECG-NAT is compared with.
 *
 * @param leads input rows, 12
 * @param samples samples a window
 * @param samplingRateHz of the window
 * @param widths channels of each block, 64-128-128 there
 * @param kernels lengths of the three convolutions of a block in samples, odd; 8-5-3 there
 * @param strides of the first convolution of each block, 1 there
 */
public record ResidualConfig(
    int leads,
    int samples,
    double samplingRateHz,
    List<Integer> widths,
    List<Integer> kernels,
    List<Integer> strides)
    implements EncoderConfig {

  /** Copies the lists and checks the numbers. */
  public ResidualConfig {
    widths = List.copyOf(widths);
    kernels = List.copyOf(kernels);
    strides = List.copyOf(strides);
    if (leads < 1 || samples < 1 || widths.isEmpty() || strides.size() != widths.size()) {
      throw new IllegalArgumentException(
          "A residual network needs leads, samples, widths, and one stride a block");
    }
    if (kernels.size() != 3 || kernels.stream().anyMatch(k -> k < 1 || k % 2 == 0)) {
      throw new IllegalArgumentException(
          "Kernels " + kernels + " are not three odd and positive numbers");
    }
    if (widths.stream().anyMatch(w -> w < 1) || strides.stream().anyMatch(s -> s < 1)) {
      throw new IllegalArgumentException(
          "Widths " + widths + " and strides " + strides + " are not all positive");
    }
  }

  /** The last block's alone. */
  @Override
  public List<Integer> stageWidths() {
    return widths.subList(widths.size() - 1, widths.size());
  }

  /** Nothing is dropped. */
  @Override
  public int blocks() {
    return 0;
  }

  @Override
  public double stochasticDepth() {
    return 0;
  }

  @Override
  public ResidualConfig withStochasticDepth(double probability) {
    return this;
  }

  @Override
  public ResidualEncoder build() {
    return new ResidualEncoder(this);
  }
}
