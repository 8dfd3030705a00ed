package org.ecgnat.model.pretraining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import org.ecgnat.model.classification.Augmentations;
import org.ecgnat.model.encoder.EcgNatEncoder;
import org.ecgnat.model.encoder.EncoderConfig;
import org.ecgnat.model.layers.NamedParameter;
import org.ecgnat.model.layers.Pass;
import org.ecgnat.model.layers.Phase;
import org.ecgnat.model.training.BatchTensors;
import org.ecgnat.model.training.Crops;
import org.ecgnat.model.training.ForwardPass;
import org.ecgnat.model.training.Objective;
import org.ecgnat.model.training.StochasticDepth;
import org.ecgnat.model.training.TrainingExample;

/**
 * Regresses a window's median beat from the encoder's pooled features: in training of augmented
 * views, in evaluation of the window as it is. What a view has lost, such as a lead, is asked for
 * all the same.
 */
final class BeatRegressor {
  private static final int[] SAMPLES = {2};

  /** Stochastic depth numbers the passes of a step; 0 is the reconstruction. */
  private static final int FIRST_VIEW = 1;

  private final EcgNatEncoder encoder;
  private final Objective.BeatRegression objective;
  private final BeatHead head;
  private final Augmentations augmentations;
  private final StochasticDepth stochasticDepth;

  /**
   * A regressor without arrays.
   *
   * @param encoder that gives the features
   * @param objective beats, views and the scale
   * @param stochasticDepth of the encoder
   * @param seed keys the augmentation
   */
  BeatRegressor(
      EcgNatEncoder encoder,
      Objective.BeatRegression objective,
      StochasticDepth stochasticDepth,
      long seed) {
    this.encoder = encoder;
    this.objective = objective;
    this.stochasticDepth = stochasticDepth;
    EncoderConfig config = encoder.config();
    head = new BeatHead(config, objective.beatSamples());
    augmentations =
        new Augmentations(
            objective.augmentation(),
            new Crops(objective.viewSamples(), 1),
            config.leads(),
            config.samplingRateHz(),
            seed);
  }

  /** Those of the head. */
  List<NamedParameter> parameters() {
    return head.namedParameters();
  }

  /**
   * The weight times the mean over all views, leads and samples of the square error, which counts
   * as 0 where a lead's beat is not known; a scalar.
   */
  ForwardPass prepare(NDManager manager, List<TrainingExample> batch, Phase phase) {
    boolean training = phase == Phase.TRAINING;
    List<TrainingExample> examples = training ? augmentations.views(batch) : batch;
    int views = objective.augmentation().views();
    Pass bound = Pass.overBoundArrays();
    Pass pass =
        training
            ? bound.training(stochasticDepth.scales(manager, batch, FIRST_VIEW, views))
            : bound;
    int leads = encoder.config().leads();
    NDArray signal = BatchTensors.signals(manager, examples, leads);
    Optional<NDArray> present = BatchTensors.present(manager, examples, leads);
    NDArray beats =
        BatchTensors.stack(
                manager,
                examples.stream().map(TrainingExample::targets).toList(),
                leads,
                objective.beatSamples())
            .div((float) objective.scale());
    NDArray known =
        BatchTensors.stack(manager, examples.stream().map(TrainingExample::known).toList(), leads);
    NDArray weights = known.mul((float) objective.weight());
    return () -> {
      NDArray features = encoder.pooled(signal, present, pass);
      NDArray errors = head.apply(features, pass).sub(beats);
      NDArray ofLeads = errors.square().mean(SAMPLES, false);
      return ofLeads.mul(weights).mean();
    };
  }
}
