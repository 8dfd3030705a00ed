package org.ecgnat.model.encoder;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The architecture of an ECG-NAT encoder.
 *
 * @param leads input rows, 12
 * @param samples samples a window
 * @param samplingRateHz of the window
 * @param width channels C of the first stage; each further stage doubles them
 * @param depths blocks a stage
 * @param kernelSize neighbourhood of the attention in tokens, odd
 * @param dilations dilation a stage, applied to every second block of it; all 1 for none
 * @param headDimension channels an attention head
 * @param mlpRatio hidden width of a block's MLP over its width
 * @param stochasticDepth drop probability of the last block; rises linearly from 0
 */
public record EcgNatConfig(
    int leads,
    int samples,
    double samplingRateHz,
    int width,
    List<Integer> depths,
    int kernelSize,
    List<Integer> dilations,
    int headDimension,
    int mlpRatio,
    double stochasticDepth)
    implements EncoderConfig {

  /** Samples that a first-stage token covers. */
  public static final int SAMPLES_PER_TOKEN = 4;

  /** Copies the lists and checks the numbers. */
  public EcgNatConfig {
    depths = List.copyOf(depths);
    dilations = List.copyOf(dilations);
    if (leads < 1
        || samples < 1
        || !(samplingRateHz > 0)
        || width < 2
        || mlpRatio < 1
        || depths.isEmpty()
        || dilations.size() != depths.size()) {
      throw new IllegalArgumentException(
          "An encoder needs leads, samples, a sampling rate, a width, an MLP ratio, depths, and one"
              + " dilation a stage");
    }
    if (Stream.concat(depths.stream(), dilations.stream()).anyMatch(number -> number < 1)) {
      throw new IllegalArgumentException(
          "Depths " + depths + " and dilations " + dilations + " are not all positive");
    }
    if (kernelSize < 1 || kernelSize % 2 == 0) {
      throw new IllegalArgumentException("Kernel size " + kernelSize + " is not odd and positive");
    }
    if (headDimension < 1 || width % headDimension != 0) {
      throw new IllegalArgumentException(
          "Width " + width + " is no multiple of the head dimension " + headDimension);
    }
    if (stochasticDepth < 0 || stochasticDepth >= 1) {
      throw new IllegalArgumentException(
          "Stochastic depth " + stochasticDepth + " is not in [0, 1)");
    }
  }

  @Override
  public List<Integer> stageWidths() {
    return IntStream.range(0, depths.size()).mapToObj(this::width).toList();
  }

  @Override
  public int blocks() {
    return depths.stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public EcgNatConfig withStochasticDepth(double probability) {
    return new EcgNatConfig(
        leads,
        samples,
        samplingRateHz,
        width,
        depths,
        kernelSize,
        dilations,
        headDimension,
        mlpRatio,
        probability);
  }

  @Override
  public EcgNatEncoder build() {
    return new EcgNatEncoder(this);
  }

  /** Channels of a stage. */
  public int width(int stage) {
    return width << stage;
  }

  /** Samples that a last-stage token covers: the length of a mask unit. */
  public int samplesPerUnit() {
    return SAMPLES_PER_TOKEN << (depths.size() - 1);
  }
}
