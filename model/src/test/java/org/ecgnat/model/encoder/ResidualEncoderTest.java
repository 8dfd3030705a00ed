package org.ecgnat.model.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.ecgnat.model.TestArrays.assertClose;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ecgnat.model.Trainers;
import org.ecgnat.model.layers.BatchNorm;
import org.ecgnat.model.layers.NamedParameter;
import org.ecgnat.model.layers.Pass;
import org.ecgnat.model.random.KeyedRandom;
import org.ecgnat.model.random.KeyedRandom.Purpose;
import org.ecgnat.model.training.Autograd;
import org.ecgnat.model.training.MicroNetworks;
import org.ecgnat.model.training.ParameterLayout;
import org.ecgnat.model.training.Trainer;
import org.ecgnat.model.training.TrainerSpec;
import org.junit.jupiter.api.Test;

class ResidualEncoderTest {
  private static final ResidualConfig MICRO =
      new ResidualConfig(12, 256, 100, List.of(8, 12), List.of(7, 5, 3), List.of(1, 2));

  @Test
  void aBlockEqualsItsDefinition() {
    int channels = 3;
    int length = 11;
    ResidualConfig config =
        new ResidualConfig(2, length, 100, List.of(channels), List.of(5, 3, 1), List.of(2));
    ResidualEncoder encoder = config.build();
    double[] signal = gaussians(2 * length);
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Weights weights = bind(manager, encoder.namedParameters());
      NDArray input = manager.create(floats(signal), new Shape(1, 2, length));
      Autograd.withoutRecording(
          () -> {
            NDArray tokens =
                encoder.stageOutputs(input, Optional.empty(), Pass.overBoundArrays()).get(0);
            assertThat(tokens.getShape()).isEqualTo(new Shape(1, 6, channels));
            double[][] x = rows(signal, 2);
            double[][] y = x;
            for (int i = 0; i < 3; i++) {
              y =
                  convolve(
                      y, weights.of("blocks.0.conv." + i + ".weight"), channels, i == 0 ? 2 : 1);
              normalise(y, weights, "blocks.0.norm." + i);
              if (i < 2) {
                rectify(y);
              }
            }
            double[][] passed =
                convolve(x, weights.of("blocks.0.shortcut.conv.weight"), channels, 2);
            normalise(passed, weights, "blocks.0.shortcut.norm");
            for (int c = 0; c < channels; c++) {
              for (int t = 0; t < 6; t++) {
                y[c][t] += passed[c][t];
              }
            }
            rectify(y);
            double[] expected = new double[6 * channels];
            for (int i = 0; i < expected.length; i++) {
              expected[i] = y[i % channels][i / channels];
            }
            assertClose("tokens", tokens, expected, 1e-5);
            return tokens;
          });
    }
  }

  @Test
  void batchNormLearnsTheMomentsOfItsBatches() {
    BatchNorm norm = new BatchNorm(1);
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      for (NamedParameter parameter : norm.namedParameters()) {
        parameter.bind(manager.create(parameter.initialValues(0), new Shape(1)));
      }
      NDArray input = manager.create(new float[] {1, 2, 3, 6}, new Shape(2, 1, 2));
      NDArray output = norm.apply(input, Pass.overBoundArrays().training(List.of()));
      double deviation = Math.sqrt((4 + 1 + 0 + 9) / 4.0 + 1e-5);
      assertClose(
          "by the batch",
          output,
          new double[] {-2 / deviation, -1 / deviation, 0, 3 / deviation},
          1e-5);
      float mean = value(norm, "running_mean");
      float variance = value(norm, "running_var");
      assertThat(mean).isEqualTo(0.3f, within(1e-6f));
      // of the sample, not of the population, as in PyTorch
      assertThat(variance).isEqualTo((float) (0.9 + 0.1 * 14 / 3.0), within(1e-5f));
      assertClose(
          "by the average",
          norm.apply(input, Pass.overBoundArrays()),
          Arrays.stream(new double[] {1, 2, 3, 6})
              .map(x -> (x - mean) / Math.sqrt(variance + 1e-5))
              .toArray(),
          1e-5);
      assertThat(value(norm, "running_mean")).isEqualTo(mean);
    }
  }

  @Test
  void statisticsAreWeightsButNotTrained() {
    TrainerSpec nat = MicroNetworks.classification(List.of("a", "b", "c"));
    TrainerSpec spec = new TrainerSpec(MICRO, nat.objective(), nat.optimizer(), nat.seed());
    try (Trainer trainer = Trainers.create(spec, OptionalInt.empty())) {
      float[] before = trainer.weights();
      trainer.evaluate(MicroNetworks.examples(0, 4));
      assertThat(trainer.weights()).as("evaluation changes nothing").isEqualTo(before);
      trainer.step(MicroNetworks.examples(0, 4), 0);
      float[] after = trainer.weights();
      for (ParameterLayout.Entry entry : trainer.layout().parameters()) {
        if (entry.name().endsWith("norm.0.running_mean")) {
          assertThat(Arrays.copyOfRange(after, entry.offset(), entry.offset() + entry.size()))
              .as(entry.name())
              .isNotEqualTo(
                  Arrays.copyOfRange(before, entry.offset(), entry.offset() + entry.size()));
          assertThat(
                  Arrays.copyOfRange(
                      trainer.optimizerState().secondMoment(),
                      entry.offset(),
                      entry.offset() + entry.size()))
              .containsOnly(0F);
        }
      }
      double first = trainer.evaluate(MicroNetworks.examples(0, 8)).loss();
      for (int step = 1; step < 20; step++) {
        trainer.step(MicroNetworks.examples(0, 8), step);
      }
      assertThat(trainer.evaluate(MicroNetworks.examples(0, 8)).loss()).isLessThan(first);
    }
  }

  @Test
  void itsFileSaysItsKindAndAFileWithoutIsEcgNat() throws IOException {
    ObjectMapper json = new ObjectMapper();
    String residual = json.writeValueAsString(MICRO);
    assertThat(residual).contains("\"kind\":\"resnet1d\"");
    assertThat(json.readValue(residual, EncoderConfig.class)).isEqualTo(MICRO);
    String nat = json.writeValueAsString(MicroNetworks.ENCODER);
    assertThat(nat).contains("\"kind\":\"ecg-nat\"");
    assertThat(json.readValue(nat.replace("\"kind\":\"ecg-nat\",", ""), EncoderConfig.class))
        .isEqualTo(MicroNetworks.ENCODER);
  }

  @Test
  void itCannotBePretrainedAndItsNumbersAreChecked() {
    TrainerSpec nat = MicroNetworks.reconstruction();
    TrainerSpec spec = new TrainerSpec(MICRO, nat.objective(), nat.optimizer(), 1);
    assertThatThrownBy(() -> Trainers.layout(spec))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Only an ECG-NAT encoder");
    assertThatThrownBy(
            () -> new ResidualConfig(12, 256, 100, List.of(8), List.of(8, 5, 3), List.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("odd");
  }

  private static float value(BatchNorm norm, String name) {
    return norm.namedParameters().stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .orElseThrow()
        .array()
        .getFloat();
  }

  private record Weights(List<NamedParameter> parameters) {
    float[] of(String name) {
      return parameters.stream()
          .filter(parameter -> parameter.name().equals(name))
          .findFirst()
          .orElseThrow()
          .array()
          .toFloatArray();
    }
  }

  /** Random weights, also for norms and their averages; variances are positive. */
  private static Weights bind(NDManager manager, List<NamedParameter> parameters) {
    for (NamedParameter parameter : parameters) {
      KeyedRandom random =
          KeyedRandom.of(5, Purpose.INITIALIZATION, 0, 0, KeyedRandom.hash(parameter.name()));
      float[] values = new float[parameter.size()];
      for (int i = 0; i < values.length; i++) {
        double value = random.gaussian();
        values[i] = (float) (parameter.name().endsWith("running_var") ? value * value + 1 : value);
      }
      parameter.bind(manager.create(values, new Shape(parameter.shape())));
    }
    return new Weights(parameters);
  }

  private static double[][] rows(double[] values, int rows) {
    int length = values.length / rows;
    double[][] result = new double[rows][];
    for (int r = 0; r < rows; r++) {
      result[r] = Arrays.copyOfRange(values, r * length, (r + 1) * length);
    }
    return result;
  }

  private static double[][] convolve(double[][] x, float[] weights, int outputs, int stride) {
    int inputs = x.length;
    int kernel = weights.length / outputs / inputs;
    int length = (x[0].length + stride - 1) / stride;
    double[][] y = new double[outputs][length];
    for (int o = 0; o < outputs; o++) {
      for (int t = 0; t < length; t++) {
        for (int c = 0; c < inputs; c++) {
          for (int k = 0; k < kernel; k++) {
            int at = t * stride + k - kernel / 2;
            if (at >= 0 && at < x[c].length) {
              y[o][t] += weights[(o * inputs + c) * kernel + k] * x[c][at];
            }
          }
        }
      }
    }
    return y;
  }

  private static void normalise(double[][] x, Weights weights, String name) {
    for (int c = 0; c < x.length; c++) {
      double mean = weights.of(name + ".running_mean")[c];
      double deviation = Math.sqrt(weights.of(name + ".running_var")[c] + 1e-5);
      for (int t = 0; t < x[c].length; t++) {
        x[c][t] =
            (x[c][t] - mean) / deviation * weights.of(name + ".weight")[c]
                + weights.of(name + ".bias")[c];
      }
    }
  }

  private static void rectify(double[][] x) {
    for (double[] row : x) {
      for (int t = 0; t < row.length; t++) {
        row[t] = Math.max(0, row[t]);
      }
    }
  }

  private static double[] gaussians(int size) {
    KeyedRandom random = KeyedRandom.of(3, Purpose.ORDER, 0, 0, 0);
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.gaussian();
    }
    return values;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
