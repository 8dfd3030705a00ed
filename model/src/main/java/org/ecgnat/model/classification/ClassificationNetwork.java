package org.ecgnat.model.classification;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Optional;
import org.ecgnat.model.encoder.EncoderConfig;
import org.ecgnat.model.layers.NamedParameter;
import org.ecgnat.model.layers.Pass;
import org.ecgnat.model.layers.Phase;
import org.ecgnat.model.random.KeyedRandom;
import org.ecgnat.model.random.KeyedRandom.Purpose;
import org.ecgnat.model.training.BatchTensors;
import org.ecgnat.model.training.ForwardPass;
import org.ecgnat.model.training.Network;
import org.ecgnat.model.training.Objective;
import org.ecgnat.model.training.StochasticDepth;
import org.ecgnat.model.training.TrainingExample;

/**
 * A classifier with its augmentations and its dual loss: what fine-tuning minimises. In training
 * each example enters as several augmented views; in evaluation once as it is, and the loss is the
 * cross-entropy alone, which does not depend on how examples share batches.
 */
public final class ClassificationNetwork implements Network {
  private final EncoderConfig config;
  private final Objective.Classification objective;
  private final EcgClassifier classifier;
  private final DualLoss loss;
  private final Augmentations augmentations;
  private final StochasticDepth stochasticDepth;
  private final long seed;

  /**
   * A network without arrays.
   *
   * @param config the encoder's architecture
   * @param objective classes, losses, augmentation
   * @param seed keys augmentation, stochastic depth and dropout
   */
  public ClassificationNetwork(
      EncoderConfig config, Objective.Classification objective, long seed) {
    this.config = config;
    this.objective = objective;
    this.seed = seed;
    int projectionWidth = objective.contrastiveWeight() > 0 ? objective.projectionWidth() : 0;
    classifier =
        new EcgClassifier(config, objective.classes().size(), projectionWidth, objective.crops());
    loss = new DualLoss(objective);
    augmentations =
        new Augmentations(
            objective.augmentation(),
            objective.crops(),
            config.leads(),
            config.samplingRateHz(),
            seed);
    stochasticDepth = new StochasticDepth(config, seed);
  }

  @Override
  public List<NamedParameter> parameters() {
    return classifier.namedParameters();
  }

  @Override
  public ForwardPass prepare(NDManager manager, List<TrainingExample> batch, Phase phase) {
    return phase == Phase.TRAINING ? training(manager, batch) : evaluation(manager, batch);
  }

  private ForwardPass evaluation(NDManager manager, List<TrainingExample> batch) {
    Pass pass = Pass.overBoundArrays();
    NDArray signal = signal(manager, batch);
    Optional<NDArray> present = present(manager, batch);
    return () -> {
      NDArray logits = classifier.logits(classifier.features(signal, present, pass), pass);
      return loss.classification(logits, targets(batch), known(batch));
    };
  }

  private ForwardPass training(NDManager manager, List<TrainingExample> batch) {
    int views = objective.augmentation().views();
    List<TrainingExample> examples = augmentations.views(batch);
    Pass pass = Pass.overBoundArrays();
    Pass training = pass.training(stochasticDepth.scales(manager, batch, 0, views));
    NDArray signal = signal(manager, examples);
    Optional<NDArray> present = present(manager, examples);
    Optional<NDArray> kept = dropout(manager, batch, views);
    return () -> {
      NDArray features = classifier.pooled(signal, present, training);
      NDArray logits = classifier.logits(kept.map(features::mul).orElse(features), pass);
      return objective.contrastiveWeight() > 0
          ? loss.total(
              logits, classifier.embedding(features, pass), targets(examples), known(examples))
          : loss.classification(logits, targets(examples), known(examples));
    };
  }

  private NDArray signal(NDManager manager, List<TrainingExample> examples) {
    return BatchTensors.signals(manager, examples, config.leads());
  }

  private Optional<NDArray> present(NDManager manager, List<TrainingExample> examples) {
    return BatchTensors.present(manager, examples, config.leads());
  }

  /** Factors of the features of each view: 0 where one is dropped; empty where none ever is. */
  private Optional<NDArray> dropout(NDManager manager, List<TrainingExample> batch, int views) {
    double drop = objective.dropout();
    if (drop == 0) {
      return Optional.empty();
    }
    int width = config.features();
    float[] factors = new float[views * batch.size() * width];
    for (int i = 0; i < views * batch.size(); i++) {
      TrainingExample example = batch.get(i % batch.size());
      KeyedRandom random =
          KeyedRandom.of(
              seed, Purpose.DROPOUT, example.epoch(), example.key(), (long) i / batch.size());
      for (int c = 0; c < width; c++) {
        factors[i * width + c] = random.uniform() < drop ? 0 : (float) (1 / (1 - drop));
      }
    }
    return Optional.of(manager.create(factors, new Shape((long) views * batch.size(), width)));
  }

  private static float[][] targets(List<TrainingExample> examples) {
    return examples.stream().map(TrainingExample::targets).toArray(float[][]::new);
  }

  private static float[][] known(List<TrainingExample> examples) {
    return examples.stream().map(TrainingExample::known).toArray(float[][]::new);
  }
}
