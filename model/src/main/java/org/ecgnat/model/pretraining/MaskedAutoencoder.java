package org.ecgnat.model.pretraining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.List;
import java.util.Optional;
import org.ecgnat.model.encoder.EcgNatConfig;
import org.ecgnat.model.encoder.EcgNatEncoder;
import org.ecgnat.model.layers.Axes;
import org.ecgnat.model.layers.Initialization;
import org.ecgnat.model.layers.Mlp;
import org.ecgnat.model.layers.NetworkBlock;
import org.ecgnat.model.layers.Pass;

/**
 * Predicts hidden units of a signal from the rest. A unit is as long as a token of the last stage,
 * over all leads at once; the signal itself is replaced by a learned value a lead, so that nothing
 * of it leaks through the stem. The decoder is a small MLP on each token.
 */
public final class MaskedAutoencoder extends NetworkBlock {
  private final EcgNatConfig config;
  private final Parameter hidden;
  private final EcgNatEncoder encoder;
  private final Mlp decoder;

  /**
   * Declares {@code hidden (leads, 1)}, {@code encoder} and {@code decoder}.
   *
   * @param config the encoder's architecture
   */
  public MaskedAutoencoder(EcgNatConfig config) {
    this.config = config;
    int width = config.width(config.depths().size() - 1);
    hidden = parameter("hidden", Initialization.ZEROS, config.leads(), 1);
    encoder = addChildBlock("encoder", new EcgNatEncoder(config));
    decoder =
        addChildBlock("decoder", new Mlp(width, width, config.samplesPerUnit() * config.leads()));
  }

  /** The encoder inside. */
  public EcgNatEncoder encoder() {
    return encoder;
  }

  /**
   * Predicts every unit.
   *
   * @param signal {@code (batch, leads, samples)}
   * @param mask {@code (batch, units)}, 1 where hidden; samples after the last whole unit are seen
   * @param present {@code (batch, leads)}, 1 or 0; empty where all leads are present
   * @param pass where parameter values come from
   * @return {@code (batch, units, leads, samples a unit)}
   */
  public NDArray reconstruct(NDArray signal, NDArray mask, Optional<NDArray> present, Pass pass) {
    Shape shape = signal.getShape();
    long batch = shape.get(0);
    int unit = config.samplesPerUnit();
    long units = shape.get(2) / unit;
    NDArray covered =
        mask.expandDims(2).broadcast(batch, units, unit).reshape(batch, 1, units * unit);
    NDArray hiding = Axes.pad(covered, 2, 0, shape.get(2) - units * unit);
    NDArray seen = hiding.getManager().ones(hiding.getShape()).sub(hiding);
    NDArray visible = signal.mul(seen).add(hiding.mul(pass.value(hidden)));
    List<NDArray> stages = encoder.stageOutputs(visible, present, pass);
    NDArray tokens = Axes.slice(stages.get(stages.size() - 1), 1, 0, units);
    return decoder.apply(tokens, pass).reshape(batch, units, config.leads(), unit);
  }

  /** The last stage's tokens with nothing hidden. */
  @Override
  protected NDArray compute(NDArray input, Pass pass) {
    return encoder.apply(input, pass);
  }

  @Override
  protected Shape outputShape(Shape input) {
    return encoder.getOutputShapes(new Shape[] {input})[0];
  }
}
