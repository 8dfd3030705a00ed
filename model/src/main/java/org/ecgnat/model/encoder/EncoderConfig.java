package org.ecgnat.model.encoder;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.List;

/**
 * The architecture of an encoder; {@code kind} in its file, {@code ecg-nat} where that is absent.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind", defaultImpl = EcgNatConfig.class)
@JsonSubTypes({
  @JsonSubTypes.Type(value = EcgNatConfig.class, name = "ecg-nat"),
  @JsonSubTypes.Type(value = ResidualConfig.class, name = "resnet1d")
})
public sealed interface EncoderConfig extends Serializable permits EcgNatConfig, ResidualConfig {

  /** Input rows, 12. */
  int leads();

  /** Samples a window. */
  int samples();

  /** Of the window. */
  double samplingRateHz();

  /** Channels of each stage's output, in the order of {@link Encoder#stageOutputs}. */
  List<Integer> stageWidths();

  /** Numbers that {@link Encoder#pooled} gives: two a channel of every stage. */
  default int features() {
    return stageWidths().stream().mapToInt(width -> 2 * width).sum();
  }

  /** Blocks of which stochastic depth may drop branches. */
  int blocks();

  /** Drop probability of the last block; rises linearly from 0. */
  double stochasticDepth();

  /** The same with another drop probability of the last block, where there is stochastic depth. */
  EncoderConfig withStochasticDepth(double probability);

  /** The network, without arrays. */
  Encoder build();
}
