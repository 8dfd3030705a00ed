package org.ecgnat.model.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;
import java.util.Optional;
import org.ecgnat.model.layers.Initialization;
import org.ecgnat.model.layers.NetworkBlock;
import org.ecgnat.model.layers.Pass;

/**
 * From a signal to tokens. As a DJL block it takes the signal {@code (batch, leads, samples)} and
 * optionally which leads are present {@code (batch, leads)}, 1 or 0, and gives the last stage's
 * tokens {@code (batch, tokens, channels)}. Absent leads are a learned value.
 */
public abstract sealed class Encoder extends NetworkBlock permits EcgNatEncoder, ResidualEncoder {
  private static final int[] TOKENS = {1};

  private final Parameter absent;

  /**
   * Declares {@code absent (leads, 1)}.
   *
   * @param config the architecture
   */
  Encoder(EncoderConfig config) {
    absent = parameter("absent", Initialization.ZEROS, config.leads(), 1);
  }

  /** The architecture. */
  public abstract EncoderConfig config();

  /**
   * The tokens after each stage, {@code (batch, tokens, channels)} each.
   *
   * @param signal {@code (batch, leads, samples)}, every lead filled
   * @param pass where parameter values come from
   */
  protected abstract List<NDArray> stages(NDArray signal, Pass pass);

  /**
   * The tokens after each stage, {@code (batch, tokens, channels)} each.
   *
   * @param signal {@code (batch, leads, samples)}
   * @param present {@code (batch, leads)}, 1 where the lead is present and 0 where its learned
   *     value stands in; empty where all are
   * @param pass where parameter values come from
   */
  public final List<NDArray> stageOutputs(NDArray signal, Optional<NDArray> present, Pass pass) {
    return stages(present.map(leads -> fillAbsent(signal, leads, pass)).orElse(signal), pass);
  }

  /**
   * Mean and maximum over the tokens of stage 0, of stage 1, …, {@code (batch, features)}.
   *
   * @param signal {@code (batch, leads, samples)} of any length, such as crops
   * @param present {@code (batch, leads)}, 1 or 0; empty where all leads are present
   * @param pass where parameter values come from
   */
  public final NDArray pooled(NDArray signal, Optional<NDArray> present, Pass pass) {
    NDList pooled = new NDList();
    for (NDArray tokens : stageOutputs(signal, present, pass)) {
      pooled.add(tokens.mean(TOKENS, false));
      pooled.add(tokens.max(TOKENS, false));
    }
    return NDArrays.concat(pooled, 1);
  }

  private NDArray fillAbsent(NDArray signal, NDArray present, Pass pass) {
    NDArray seen = present.expandDims(2);
    NDArray gone = seen.getManager().ones(seen.getShape()).sub(seen);
    return signal.mul(seen).add(gone.mul(pass.value(absent)));
  }

  @Override
  protected final NDArray compute(NDArray input, Pass pass) {
    return last(stages(input, pass));
  }

  private static NDArray last(List<NDArray> stages) {
    return stages.get(stages.size() - 1);
  }

  @Override
  protected final NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray signal = inputs.head();
    Optional<NDArray> present = inputs.size() > 1 ? Optional.of(inputs.get(1)) : Optional.empty();
    return new NDList(last(stageOutputs(signal, present, Pass.of(store, signal.getDevice()))));
  }

  @Override
  protected final Shape outputShape(Shape input) {
    List<Integer> widths = config().stageWidths();
    return new Shape(input.get(0), tokens(input.get(2)), widths.get(widths.size() - 1));
  }

  /** Tokens of the last stage for a number of samples. */
  protected abstract long tokens(long samples);
}
