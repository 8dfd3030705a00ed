package org.ecgnat.model.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ecgnat.model.layers.Initialization;
import org.ecgnat.model.layers.LayerNorm;
import org.ecgnat.model.layers.NetworkBlock;
import org.ecgnat.model.layers.Pass;

/**
 * The hierarchical encoder: stem, stages of neighbourhood attention with down-sampling between
 * them, and a norm after the last. As a DJL block it takes the signal {@code (batch, leads,
 * samples)} and optionally which leads are present {@code (batch, leads)}, 1 or 0, and gives the
 * last stage's tokens {@code (batch, tokens, channels)}.
 */
public final class EcgNatEncoder extends NetworkBlock {
  private final EncoderConfig config;
  private final Parameter absent;
  private final Stem stem;
  private final List<Stage> stages = new ArrayList<>();
  private final List<Downsampling> downsamplings = new ArrayList<>();
  private final LayerNorm norm;

  /**
   * Declares {@code absent (leads, 1)}, {@code stem}, {@code stages}, {@code down} and {@code
   * norm}.
   *
   * @param config the architecture
   */
  public EcgNatEncoder(EncoderConfig config) {
    this.config = config;
    absent = parameter("absent", Initialization.ZEROS, config.leads(), 1);
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

  /** The architecture. */
  public EncoderConfig config() {
    return config;
  }

  /**
   * The tokens after each stage, the last one's normalised: {@code (batch, tokens, channels)} each,
   * half as many tokens and twice as many channels from stage to stage.
   *
   * @param signal {@code (batch, leads, samples)}
   * @param present {@code (batch, leads)}, 1 where the lead is present and 0 where its learned
   *     value stands in; empty where all are
   * @param pass where parameter values come from
   */
  public List<NDArray> stageOutputs(NDArray signal, Optional<NDArray> present, Pass pass) {
    NDArray input = present.map(leads -> fillAbsent(signal, leads, pass)).orElse(signal);
    NDArray tokens = stem.apply(input, pass);
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

  private NDArray fillAbsent(NDArray signal, NDArray present, Pass pass) {
    NDArray seen = present.expandDims(2);
    NDArray gone = seen.getManager().ones(seen.getShape()).sub(seen);
    return signal.mul(seen).add(gone.mul(pass.value(absent)));
  }

  @Override
  public NDArray apply(NDArray input, Pass pass) {
    return stageOutputs(input, Optional.empty(), pass).get(config.depths().size() - 1);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray signal = inputs.head();
    Optional<NDArray> present = inputs.size() > 1 ? Optional.of(inputs.get(1)) : Optional.empty();
    List<NDArray> outputs = stageOutputs(signal, present, Pass.of(store, signal.getDevice()));
    return new NDList(outputs.get(outputs.size() - 1));
  }

  @Override
  protected Shape outputShape(Shape input) {
    int last = config.depths().size() - 1;
    return new Shape(input.get(0), input.get(2) / config.samplesPerUnit(), config.width(last));
  }
}
