package org.ecgnat.model.training;

import java.util.ArrayList;
import java.util.List;
import org.ecgnat.model.encoder.EcgNatConfig;
import org.ecgnat.model.random.KeyedRandom;

/** Specifications of networks that take a step in milliseconds, and examples for them. */
public final class MicroNetworks {

  /** 256 samples at 100 Hz: 64, 32, 16 and 8 tokens. */
  public static final EcgNatConfig ENCODER =
      new EcgNatConfig(12, 256, 100, 16, List.of(1, 1, 1, 1), 5, List.of(1, 1, 1, 1), 16, 2, 0.1);

  private static final int BEAT_SAMPLES = 18;

  private static final OptimizerConfig ADAMW =
      new OptimizerConfig("adamw", 1e-3, 0.05, 0.9, 0.999, 1e-8, 1, 2, 20, 0.1, 0.5, 0.7);

  private MicroNetworks() {}

  /** A masked autoencoder with regression of beats, trained with AdamW. */
  public static TrainerSpec reconstruction() {
    return reconstruction(ADAMW);
  }

  /** A masked autoencoder with regression of beats. */
  public static TrainerSpec reconstruction(OptimizerConfig optimizer) {
    Objective.BeatRegression beat =
        new Objective.BeatRegression(
            1, 0.8, BEAT_SAMPLES, 128, new Objective.Augmentation(1, 0.1, 0.05, 0.1, 0, 0.1));
    return new TrainerSpec(ENCODER, new Objective.Reconstruction(0.6, 0.1, beat), optimizer, 11);
  }

  /** A multi-label classifier with augmentations, dropout and a contrastive loss. */
  public static TrainerSpec classification(List<String> classes) {
    return new TrainerSpec(
        ENCODER,
        new Objective.Classification(
            classes,
            true,
            0.1,
            0.1,
            "jaccard",
            16,
            0.2,
            new Objective.Augmentation(2, 0.1, 0.05, 0.1, 8, 0.1),
            Crops.NONE),
        ADAMW,
        12);
  }

  /** Plain gradient descent at a constant rate, nothing else. */
  public static OptimizerConfig sgd(double learningRate) {
    return new OptimizerConfig("sgd", learningRate, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1);
  }

  /** Examples of noise with one of three classes each, keyed from {@code first} on. */
  public static List<TrainingExample> examples(int first, int count) {
    List<TrainingExample> examples = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      KeyedRandom random = KeyedRandom.of(1, KeyedRandom.Purpose.ORDER, 0, i, 0);
      float[] signal = new float[ENCODER.leads() * ENCODER.samples()];
      for (int j = 0; j < signal.length; j++) {
        signal[j] = (float) (random.gaussian() + Math.sin(j * 0.1 * (1 + i % 3)));
      }
      float[] targets = new float[3];
      targets[i % 3] = 1;
      examples.add(
          new TrainingExample(
              random.bits(), 0, signal, 0xfff, targets, new float[] {1, 1, i % 5 == 0 ? 0 : 1}));
    }
    return examples;
  }

  /** The same signals with beats of noise to regress, and none in some leads and windows. */
  public static List<TrainingExample> beats(int first, int count) {
    List<TrainingExample> examples = new ArrayList<>();
    for (TrainingExample example : examples(first, count)) {
      KeyedRandom random = KeyedRandom.of(2, KeyedRandom.Purpose.ORDER, 0, example.key(), 0);
      float[] beat = new float[ENCODER.leads() * BEAT_SAMPLES];
      for (int i = 0; i < beat.length; i++) {
        beat[i] = (float) random.gaussian();
      }
      float[] known = new float[ENCODER.leads()];
      for (int lead = 0; lead < known.length; lead++) {
        known[lead] = examples.size() % 5 == 1 || lead == 3 ? 0 : 1;
      }
      examples.add(
          new TrainingExample(
              example.key(), example.epoch(), example.signal(), example.leadMask(), beat, known));
    }
    return examples;
  }
}
