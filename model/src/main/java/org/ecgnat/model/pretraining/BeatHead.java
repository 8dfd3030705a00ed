package org.ecgnat.model.pretraining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.ecgnat.model.encoder.EncoderConfig;
import org.ecgnat.model.layers.LayerNorm;
import org.ecgnat.model.layers.Linear;
import org.ecgnat.model.layers.NetworkBlock;
import org.ecgnat.model.layers.Pass;

/**
 * From pooled features {@code (batch, features)} to a beat {@code (batch, leads, samples of a
 * beat)}: layer normalisation and a linear map.
 */
public final class BeatHead extends NetworkBlock {
  private final int leads;
  private final int beatSamples;
  private final LayerNorm norm;
  private final Linear linear;

  /**
   * Declares {@code beat.norm} and {@code beat.head}.
   *
   * @param config the encoder's architecture
   * @param beatSamples samples of a beat
   */
  public BeatHead(EncoderConfig config, int beatSamples) {
    this.leads = config.leads();
    this.beatSamples = beatSamples;
    norm = addChildBlock("beat.norm", new LayerNorm(config.features()));
    linear = addChildBlock("beat.head", new Linear(config.features(), (long) leads * beatSamples));
  }

  @Override
  protected NDArray compute(NDArray input, Pass pass) {
    NDArray beats = linear.apply(norm.apply(input, pass), pass);
    return beats.reshape(input.getShape().get(0), leads, beatSamples);
  }

  @Override
  protected Shape outputShape(Shape input) {
    return new Shape(input.get(0), leads, beatSamples);
  }
}
