package org.ecgnat.model.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ecgnat.model.classification.Augmentations;
import org.ecgnat.model.encoder.EcgNatConfig;
import org.ecgnat.model.encoder.EcgNatEncoder;
import org.ecgnat.model.layers.NamedParameter;
import org.ecgnat.model.layers.Pass;
import org.ecgnat.model.layers.Phase;
import org.ecgnat.model.random.KeyedRandom;
import org.ecgnat.model.random.KeyedRandom.Purpose;
import org.ecgnat.model.training.Autograd;
import org.ecgnat.model.training.Crops;
import org.ecgnat.model.training.Objective;
import org.ecgnat.model.training.StochasticDepth;
import org.ecgnat.model.training.TrainingExample;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the regression adds to reconstruction, on windows of which one lacks a lead and a beat. */
class BeatRegressionTest {
  private static final int LEADS = 2;
  private static final int SAMPLES = 64;
  private static final int BEAT = 3;
  private static final long SEED = 9;
  private static final EcgNatConfig CONFIG =
      new EcgNatConfig(LEADS, SAMPLES, 100, 4, List.of(1, 1), 3, List.of(1, 1), 4, 2, 0.5);
  private static final Objective.Augmentation AUGMENTATION =
      new Objective.Augmentation(2, 0.1, 0.05, 0.1, 0, 0.3);
  private static final Objective.BeatRegression REGRESSION =
      new Objective.BeatRegression(0.5, 0.75, BEAT, 40, AUGMENTATION);

  private final NDManager manager = NDManager.newBaseManager("PyTorch");
  private final Map<String, NDArray> weights = new LinkedHashMap<>();
  private final PretrainingNetwork both = network(REGRESSION);
  private final PretrainingNetwork reconstruction = network(Objective.BeatRegression.NONE);

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void withoutRegressionThereIsNoHead() {
    assertThat(names(both)).startsWith(names(reconstruction).toArray(String[]::new));
    assertThat(names(both).subList(names(reconstruction).size(), names(both).size()))
        .containsExactly(
            "beat.norm.weight", "beat.norm.bias", "beat.head.weight", "beat.head.bias");
    assertThat(names(reconstruction)).noneMatch(name -> name.startsWith("beat."));
    assertThat(loss(reconstruction, List.of(unlabeled()), Phase.TRAINING)).isPositive();
    assertThatThrownBy(() -> loss(both, List.of(unlabeled()), Phase.TRAINING))
        .hasMessageContaining("has 0 values, not 6");
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void theLossIsThatOfPlainArithmetic(Phase phase) {
    List<TrainingExample> batch = batch();
    List<TrainingExample> seen = batch;
    if (phase == Phase.TRAINING) {
      Crops crops = new Crops(REGRESSION.viewSamples(), 1);
      seen = new Augmentations(AUGMENTATION, crops, LEADS, 100, SEED).views(batch);
      assertThat(seen).hasSize(6).allMatch(view -> view.signal().length == LEADS * 40);
    }
    double sum = 0;
    for (int view = 0; view < seen.size(); view++) {
      TrainingExample example = seen.get(view);
      // the reconstruction's draws are those of number 0
      int number = 1 + view / batch.size();
      double[] beat = linear(normalised(pooled(example, phase, number)));
      for (int i = 0; i < beat.length; i++) {
        double error = beat[i] - example.targets()[i] / REGRESSION.scale();
        sum += example.known()[i / BEAT] * error * error;
      }
    }
    double expected = REGRESSION.weight() * sum / (seen.size() * LEADS * BEAT);

    assertThat(expected).isGreaterThan(0.01);
    assertThat(loss(both, batch, phase) - loss(reconstruction, batch, phase))
        .isEqualTo(expected, within(1e-5));
  }

  @Test
  void theGradientReachesEveryStageOfTheEncoder() {
    Map<String, float[]> with = gradients(both, batch());
    Map<String, float[]> without = gradients(reconstruction, batch());
    for (String name :
        List.of(
            "encoder.absent",
            "encoder.stem.conv1.weight",
            "encoder.stages.0.0.attention.qkv.weight",
            "encoder.down.0.conv.weight",
            "encoder.stages.1.0.mlp.2.weight",
            "encoder.norm.weight")) {
      assertThat(with.get(name)).as(name).isNotEqualTo(without.get(name));
    }
    assertThat(with.get("decoder.2.weight")).isEqualTo(without.get("decoder.2.weight"));
    assertThat(with.get("beat.head.bias")).doesNotContain(0);
  }

  @Test
  void windowsWithoutABeatChangeNothing() {
    List<TrainingExample> batch =
        batch().stream().map(example -> with(example, new float[LEADS])).toList();
    assertThat(loss(both, batch, Phase.TRAINING))
        .isEqualTo(loss(reconstruction, batch, Phase.TRAINING));
    Map<String, float[]> with = gradients(both, batch);
    Map<String, float[]> without = gradients(reconstruction, batch);
    without.forEach((name, gradient) -> assertThat(with.get(name)).as(name).isEqualTo(gradient));
    assertThat(with.get("beat.head.weight")).containsOnly(0);
  }

  private PretrainingNetwork network(Objective.BeatRegression regression) {
    PretrainingNetwork network =
        new PretrainingNetwork(CONFIG, new Objective.Reconstruction(0.6, 0.1, regression), SEED);
    network.parameters().forEach(this::bind);
    return network;
  }

  private void bind(NamedParameter parameter) {
    parameter.bind(
        weights.computeIfAbsent(
            parameter.name(),
            name -> manager.create(parameter.initialValues(SEED), new Shape(parameter.shape()))));
  }

  private static List<String> names(PretrainingNetwork network) {
    return network.parameters().stream().map(NamedParameter::name).toList();
  }

  private double loss(PretrainingNetwork network, List<TrainingExample> batch, Phase phase) {
    try (NDManager work = manager.newSubManager()) {
      return Autograd.withoutRecording(
          () -> (double) network.prepare(work, batch, phase).loss().getFloat());
    }
  }

  /** By name, of the parameters that the loss reaches. */
  private Map<String, float[]> gradients(PretrainingNetwork network, List<TrainingExample> batch) {
    Autograd.track(weights.values());
    Map<String, float[]> gradients = new LinkedHashMap<>();
    try (NDManager work = manager.newSubManager()) {
      Autograd.backward(
          Autograd.recording(() -> network.prepare(work, batch, Phase.TRAINING).loss()));
      weights.forEach(
          (name, array) ->
              Autograd.gradient(work, array)
                  .ifPresent(gradient -> gradients.put(name, gradient.toFloatArray())));
    }
    Autograd.clearGradients(weights.values());
    return gradients;
  }

  /**
   * Mean and maximum of each stage's tokens, from an encoder with the network's weights.
   *
   * @param number of the view among all passes of the step
   */
  private double[] pooled(TrainingExample example, Phase phase, int number) {
    EcgNatEncoder encoder = CONFIG.build();
    encoder
        .namedParameters()
        .forEach(parameter -> parameter.bind(weights.get("encoder." + parameter.name())));
    int samples = example.signal().length / LEADS;
    float[] present = {example.leadMask() & 1, example.leadMask() >> 1};
    List<Double> pooled = new ArrayList<>();
    try (NDManager work = manager.newSubManager()) {
      NDArray signal = work.create(example.signal(), new Shape(1, LEADS, samples));
      Optional<NDArray> leads = Optional.of(work.create(present, new Shape(1, LEADS)));
      Pass pass = Pass.overBoundArrays();
      if (phase == Phase.TRAINING) {
        StochasticDepth depth = new StochasticDepth(CONFIG, SEED);
        pass = pass.training(depth.scales(work, List.of(example), number, 1));
      }
      for (NDArray stage : encoder.stageOutputs(signal, leads, pass)) {
        int channels = Math.toIntExact(stage.getShape().get(2));
        float[] tokens = stage.toFloatArray();
        double[] mean = new double[channels];
        double[] most = new double[channels];
        Arrays.fill(most, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < tokens.length; i++) {
          mean[i % channels] += (double) tokens[i] * channels / tokens.length;
          most[i % channels] = Math.max(most[i % channels], tokens[i]);
        }
        Arrays.stream(mean).forEach(pooled::add);
        Arrays.stream(most).forEach(pooled::add);
      }
    }
    return pooled.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private double[] normalised(double[] features) {
    float[] weight = weights.get("beat.norm.weight").toFloatArray();
    float[] bias = weights.get("beat.norm.bias").toFloatArray();
    double mean = Arrays.stream(features).average().orElseThrow();
    double variance = Arrays.stream(features).map(x -> (x - mean) * (x - mean)).average().orElse(0);
    double[] normalised = new double[features.length];
    for (int i = 0; i < features.length; i++) {
      normalised[i] = (features[i] - mean) / Math.sqrt(variance + 1e-5) * weight[i] + bias[i];
    }
    return normalised;
  }

  private double[] linear(double[] features) {
    float[] weight = weights.get("beat.head.weight").toFloatArray();
    float[] bias = weights.get("beat.head.bias").toFloatArray();
    double[] beat = new double[bias.length];
    for (int o = 0; o < beat.length; o++) {
      beat[o] = bias[o];
      for (int i = 0; i < features.length; i++) {
        beat[o] += weight[o * features.length + i] * features[i];
      }
    }
    return beat;
  }

  /** Three windows: with all, without its second lead, without a beat. */
  private static List<TrainingExample> batch() {
    return List.of(
        example(0, 0b11, new float[] {1, 1}),
        example(1, 0b01, new float[] {1, 0}),
        example(2, 0b11, new float[] {0, 0}));
  }

  private static TrainingExample example(int key, int leadMask, float[] known) {
    KeyedRandom random = KeyedRandom.of(1, Purpose.ORDER, 0, key, 0);
    float[] signal = new float[LEADS * SAMPLES];
    for (int i = 0; i < signal.length; i++) {
      signal[i] = (leadMask >> (i / SAMPLES) & 1) * (float) random.gaussian();
    }
    float[] beat = new float[LEADS * BEAT];
    for (int i = 0; i < beat.length; i++) {
      beat[i] = (float) random.gaussian();
    }
    return new TrainingExample(key, 0, signal, leadMask, beat, known);
  }

  private static TrainingExample with(TrainingExample example, float[] known) {
    return new TrainingExample(
        example.key(),
        example.epoch(),
        example.signal(),
        example.leadMask(),
        example.targets(),
        known);
  }

  private static TrainingExample unlabeled() {
    return TrainingExample.unlabeled(0, 0, example(0, 0b11, new float[LEADS]).signal(), 0b11);
  }
}
