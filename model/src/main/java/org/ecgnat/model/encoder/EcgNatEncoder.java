package org.ecgnat.model.encoder;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.ecgnat.model.layers.LayerNorm;
import org.ecgnat.model.layers.Pass;

/**
 * The hierarchical encoder: stem, stages of neighbourhood attention with down-sampling between
 * them, and a norm after the last. Half as many tokens and twice as many channels from stage to
 * stage; the last one's tokens are normalised.
 */
public final class EcgNatEncoder extends Encoder {
  private final EcgNatConfig config;
  private final Stem stem;
  private final List<Stage> stages = new ArrayList<>();
  private final List<Downsampling> downsamplings = new ArrayList<>();
  private final LayerNorm norm;

  /**
   * Declares {@code stem}, {@code stages}, {@code down} and {@code norm}.
   *
   * @param config the architecture
   */
  public EcgNatEncoder(EcgNatConfig config) {
    super(config);
    this.config = config;
    stem = addChildBlock("stem", new Stem(config.leads(), config.width()));
    int last = config.depths().size() - 1;
    int place = 0;
    for (int i = 0; i <= last; i++) {
      stages.add(addChildBlock("stages." + i, new Stage(config, i, place)));
      place += config.depths().get(i);
    }
    for (int i = 0; i < last; i++) {
      downsamplings.add(addChildBlock("down." + i, new Downsampling(config.width(i))));
    }
    norm = addChildBlock("norm", new LayerNorm(config.width(last)));
  }

  @Override
  public EcgNatConfig config() {
    return config;
  }

  @Override
  protected List<NDArray> stages(NDArray signal, Pass pass) {
    NDArray tokens = stem.apply(signal, pass);
    List<NDArray> outputs = new ArrayList<>();
    for (int i = 0; i < stages.size(); i++) {
      tokens = stages.get(i).apply(tokens, pass);
      if (i < downsamplings.size()) {
        outputs.add(tokens);
        tokens = downsamplings.get(i).apply(tokens, pass);
      }
    }
    outputs.add(norm.apply(tokens, pass));
    return outputs;
  }

  @Override
  protected long tokens(long samples) {
    return samples / config.samplesPerUnit();
  }
}
