package org.ecgnat.model.pretraining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ecgnat.model.encoder.EcgNatConfig;
import org.ecgnat.model.layers.NamedParameter;
import org.ecgnat.model.layers.Pass;
import org.ecgnat.model.layers.Phase;
import org.ecgnat.model.pretraining.ReconstructionLoss.Normalization;
import org.ecgnat.model.training.BatchTensors;
import org.ecgnat.model.training.ForwardPass;
import org.ecgnat.model.training.Network;
import org.ecgnat.model.training.Objective;
import org.ecgnat.model.training.StochasticDepth;
import org.ecgnat.model.training.TrainingExample;

/**
 * A masked autoencoder with its masks and its loss, and the regression of median beats where it is
 * wanted: what pre-training minimises.
 */
public final class PretrainingNetwork implements Network {
  private final EcgNatConfig config;
  private final MaskedAutoencoder autoencoder;
  private final MaskSampler sampler;
  private final ReconstructionLoss loss;
  private final StochasticDepth stochasticDepth;
  private final float[] leadWeights;
  private final Optional<BeatRegressor> beat;

  /**
   * A network without arrays.
   *
   * @param config the encoder's architecture
   * @param objective reconstruction and regression
   * @param seed keys masks, stochastic depth and augmentation
   */
  public PretrainingNetwork(EcgNatConfig config, Objective.Reconstruction objective, long seed) {
    this.config = config;
    autoencoder = new MaskedAutoencoder(config);
    sampler = new MaskSampler(seed, objective.maskRatio());
    loss = new ReconstructionLoss(config.samplesPerUnit(), objective.varianceFloor());
    stochasticDepth = new StochasticDepth(config, seed);
    leadWeights = new float[config.leads()];
    Arrays.fill(leadWeights, 1);
    beat =
        Optional.of(objective.beat())
            .filter(Objective.BeatRegression::wanted)
            .map(
                regression ->
                    new BeatRegressor(autoencoder.encoder(), regression, stochasticDepth, seed));
  }

  @Override
  public List<NamedParameter> parameters() {
    List<NamedParameter> parameters = new ArrayList<>(autoencoder.namedParameters());
    beat.ifPresent(regressor -> parameters.addAll(regressor.parameters()));
    return parameters;
  }

  @Override
  public ForwardPass prepare(NDManager manager, List<TrainingExample> batch, Phase phase) {
    ForwardPass reconstruction = reconstruction(manager, batch, phase);
    return beat.map(regressor -> regressor.prepare(manager, batch, phase))
        .<ForwardPass>map(regression -> () -> reconstruction.loss().add(regression.loss()))
        .orElse(reconstruction);
  }

  private ForwardPass reconstruction(NDManager manager, List<TrainingExample> batch, Phase phase) {
    int leads = config.leads();
    NDArray signal = BatchTensors.signals(manager, batch, leads);
    int units = Math.toIntExact(signal.getShape().get(2)) / config.samplesPerUnit();
    float[][] masks = new float[batch.size()][];
    for (int i = 0; i < masks.length; i++) {
      TrainingExample example = batch.get(i);
      masks[i] = sampler.mask(example.epoch(), example.key(), units);
    }
    float[][] present = BatchTensors.presence(batch, leads);
    NDArray mask = BatchTensors.stack(manager, Arrays.asList(masks), units);
    NDArray weights =
        manager.create(
            ReconstructionLoss.weights(masks, present, leadWeights, Normalization.EXAMPLE),
            new Shape(batch.size(), units, leads));
    Optional<NDArray> presence = BatchTensors.present(manager, batch, leads);
    Pass pass = Pass.overBoundArrays();
    Pass encoding =
        phase == Phase.TRAINING
            ? pass.training(stochasticDepth.scales(manager, batch, 0, 1))
            : pass;
    return () ->
        loss.loss(autoencoder.reconstruct(signal, mask, presence, encoding), signal, weights);
  }
}
