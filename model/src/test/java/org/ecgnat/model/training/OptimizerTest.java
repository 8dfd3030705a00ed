package org.ecgnat.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.ecgnat.model.encoder.EcgNatConfig;
import org.junit.jupiter.api.Test;

class OptimizerTest {

  private static final int WEIGHTS = 6;
  private static final int PARAMETERS = 8;

  /** Algorithm 2 of the paper, in double precision, with warm-up, cosine and clipping. */
  @Test
  void adamWEqualsItsDefinitionOverAHundredSteps() {
    OptimizerConfig config =
        new OptimizerConfig("adamw", 0.02, 0.1, 0.9, 0.999, 1e-6, 0.8, 10, 100, 0.05, 1, 1);
    // the betas are single precision by definition
    double beta1 = 0.9f;
    double beta2 = 0.999f;
    Random random = new Random(5);
    try (Trainer trainer = trainer(config)) {
      double[] w = doubles(trainer.weights());
      double[] m = new double[PARAMETERS];
      double[] v = new double[PARAMETERS];
      for (int step = 0; step < 100; step++) {
        float[] gradient = gradient(random);
        StepResult result = trainer.step(List.of(example(gradient)), step);
        double norm = Math.sqrt(square(gradient));
        assertThat(result.gradientNorm()).isCloseTo(norm, within(norm));
        double scale = Math.min(1, 0.8 / norm);
        double rate =
            step < 10
                ? 0.02 * (step + 1) / 10
                : 0.02 * (0.05 + 0.95 * 0.5 * (1 + Math.cos(Math.PI * (step - 10) / 90)));
        for (int i = 0; i < PARAMETERS; i++) {
          double g = gradient[i] * scale;
          m[i] = beta1 * m[i] + (1 - beta1) * g;
          v[i] = beta2 * v[i] + (1 - beta2) * g * g;
          double mean = m[i] / (1 - Math.pow(beta1, step + 1));
          double root = Math.sqrt(v[i] / (1 - Math.pow(beta2, step + 1)));
          double decay = i < WEIGHTS ? 0.1 : 0;
          w[i] -= rate * (mean / (root + 1e-6) + decay * w[i]);
        }
      }
      assertClose(trainer.weights(), w);
      assertClose(trainer.optimizerState().firstMoment(), m);
      assertClose(trainer.optimizerState().secondMoment(), v);
      assertThat(trainer.optimizerState().steps()).isEqualTo(100);
    }
  }

  @Test
  void sgdGoesDownTheGradientWithDecayOnWeightsAlone() {
    OptimizerConfig config = new OptimizerConfig("sgd", 0.1, 0.5, 0, 0, 0, 0, 0, 1, 1, 1, 1);
    float[] gradient = gradient(new Random(6));
    try (Trainer trainer = trainer(config)) {
      double[] w = doubles(trainer.weights());
      trainer.step(List.of(example(gradient)), 0);
      for (int i = 0; i < PARAMETERS; i++) {
        w[i] -= 0.1 * (gradient[i] + (i < WEIGHTS ? 0.5 * w[i] : 0));
      }
      assertClose(trainer.weights(), w);
    }
  }

  @Test
  void aLossThatIsNoNumberChangesNothing() {
    OptimizerConfig config =
        new OptimizerConfig("adamw", 0.1, 0.5, 0.9, 0.999, 1e-8, 1, 0, 1, 1, 1, 1);
    float[] gradient = new float[PARAMETERS];
    gradient[3] = Float.NaN;
    try (Trainer trainer = trainer(config)) {
      float[] before = trainer.weights();
      assertThatThrownBy(() -> trainer.step(List.of(example(gradient)), 7))
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("step 7")
          .hasMessageContaining("learning rate");
      assertThat(trainer.weights()).isEqualTo(before);
      // nothing of the bad step is left in the gradients
      trainer.step(List.of(example(gradient(new Random(1)))), 8);
      assertThat(trainer.weights()).doesNotContain(Float.NaN);
    }
  }

  @Test
  void ratesFallTowardsTheInputAndDecaySparesWhatHasNoDirection() {
    OptimizerConfig config =
        new OptimizerConfig("adamw", 1, 0.1, 0.9, 0.999, 1e-8, 0, 0, 1, 1, 0.25, 0.5);
    assertThat(rule("encoder.stem.conv1.weight", config, 16L, 12L, 4L))
        .isEqualTo(new ParameterRule(0.25 * 0.125, 0.1));
    assertThat(rule("encoder.stages.1.0.attention.bias", config, 4L, 25L))
        .isEqualTo(new ParameterRule(0.25 * 0.25, 0));
    assertThat(rule("encoder.down.2.conv.weight", config, 8L, 4L, 4L))
        .isEqualTo(new ParameterRule(0.25, 0.1));
    assertThat(rule("encoder.norm.weight", config, 256L)).isEqualTo(new ParameterRule(0.25, 0));
    assertThat(rule("head.weight", config, 5L, 960L)).isEqualTo(new ParameterRule(1, 0.1));
    assertThat(rule("hidden", config, 12L, 1L)).isEqualTo(new ParameterRule(1, 0));
  }

  private static ParameterRule rule(String name, OptimizerConfig config, Long... shape) {
    return ParameterRule.of(new ParameterLayout.Entry(name, List.of(shape), 0), config, 4);
  }

  private static Trainer trainer(OptimizerConfig config) {
    EcgNatConfig encoder = new EcgNatConfig(12, 32, 100, 8, List.of(1), 3, List.of(1), 8, 2, 0);
    TrainerSpec spec = new TrainerSpec(encoder, new Objective.Reconstruction(0.5, 0.1), config, 3);
    return new NetworkTrainer(spec, new GivenGradientNetwork(), Device.cpu());
  }

  private static TrainingExample example(float[] gradient) {
    return TrainingExample.unlabeled(1, 0, gradient, 0xfff);
  }

  private static float[] gradient(Random random) {
    float[] gradient = new float[PARAMETERS];
    for (int i = 0; i < PARAMETERS; i++) {
      gradient[i] = (float) random.nextGaussian();
    }
    return gradient;
  }

  private static double square(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return sum;
  }

  private static double[] doubles(float[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i];
    }
    return result;
  }

  private static Offset<Double> within(double magnitude) {
    return Offset.offset(1e-6 * magnitude);
  }

  private static void assertClose(float[] actual, double[] expected) {
    double largest = 0;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(doubles(actual)).containsExactly(expected, within(largest));
  }
}
