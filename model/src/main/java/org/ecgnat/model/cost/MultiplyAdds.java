package org.ecgnat.model.cost;

import org.ecgnat.model.attention.BandPlan;

/**
 * Multiply-adds of one forward pass of one window, by part; one of them is two floating-point
 * operations. Counted are convolutions and matrix products, attention with the pairs that a block
 * computes and then masks; not what works element by element, nor what is done once a batch.
 *
 * @param stem both convolutions
 * @param projections queries, keys, values and the output of all blocks
 * @param attention scores and weighted values of all blocks
 * @param mlps of all blocks
 * @param downsampling the convolutions between stages
 * @param decoder of the masked autoencoder, which predicts every unit
 */
public record MultiplyAdds(
    long stem, long projections, long attention, long mlps, long downsampling, long decoder) {
  private static final long KERNEL = 4;

  static MultiplyAdds of(Geometry geometry) {
    long projections = 0;
    long attention = 0;
    long mlps = 0;
    long downsampling = 0;
    Geometry.Stage before = null;
    for (Geometry.Stage stage : geometry.stages()) {
      long map = (long) stage.tokens() * stage.channels() * stage.channels();
      for (BandPlan plan : stage.plans()) {
        projections += 4 * map;
        attention += 2 * (long) stage.channels() * plan.groups() * plan.places() * plan.keys();
        mlps += 2L * geometry.mlpRatio() * map;
      }
      if (before != null) {
        downsampling += KERNEL * before.channels() * stage.channels() * stage.tokens();
      }
      before = stage;
    }
    long half = geometry.stemChannels();
    long stem =
        KERNEL * geometry.leads() * half * geometry.stemPlaces()
            + KERNEL * half * geometry.first().channels() * geometry.first().tokens();
    Geometry.Stage last = geometry.last();
    long decoder =
        (long) last.tokens() * last.channels() * (last.channels() + geometry.valuesPerUnit());
    return new MultiplyAdds(stem, projections, attention, mlps, downsampling, decoder);
  }

  /** Those of the encoder alone. */
  public long encoder() {
    return stem + projections + attention + mlps + downsampling;
  }

  /** Those of the masked autoencoder. */
  public long autoencoder() {
    return encoder() + decoder;
  }
}
