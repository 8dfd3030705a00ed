package org.ecgnat.model.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import org.ecgnat.model.Trainers;
import org.ecgnat.model.attention.BandPlan;
import org.ecgnat.model.encoder.EcgNatConfig;
import org.ecgnat.model.training.Objective;
import org.ecgnat.model.training.OptimizerConfig;
import org.ecgnat.model.training.ParameterLayout;
import org.ecgnat.model.training.TrainerSpec;
import org.junit.jupiter.api.Test;

class NetworkCostTest {
  private static final EcgNatConfig TINY =
      new EcgNatConfig(12, 1000, 100, 32, List.of(2, 2, 4, 2), 13, List.of(1, 1, 1, 1), 16, 3, 0);
  private static final EcgNatConfig DILATED =
      new EcgNatConfig(3, 300, 50, 8, List.of(2, 3), 5, List.of(3, 2), 4, 2, 0);

  @Test
  void parametersAreThoseOfTheLayout() {
    for (EcgNatConfig config : List.of(TINY, DILATED)) {
      TrainerSpec spec =
          new TrainerSpec(
              config,
              new Objective.Reconstruction(0.6, 0.1),
              new OptimizerConfig("adamw", 1e-3, 0, 0.9, 0.999, 1e-8, 0, 0, 1, 1, 1, 1),
              1);
      ParameterLayout layout = Trainers.layout(spec);
      NetworkCost cost = NetworkCost.of(config);
      assertThat(cost.autoencoderParameters()).isEqualTo(layout.size());
      assertThat(cost.encoderParameters())
          .isEqualTo(
              layout.parameters().stream()
                  .filter(entry -> entry.name().startsWith("encoder."))
                  .mapToLong(ParameterLayout.Entry::size)
                  .sum());
    }
  }

  /**
   * The same network in PyTorch, {@code nat_torch.py}: what hooks on its layers and products
   * counted there, and the rounded figures of the protocol. Its blocks always hold 32 queries, ours
   * fewer.
   */
  @Test
  void tinyComputesWhatThePeerDoes() {
    MultiplyAdds counted = NetworkCost.of(TINY).multiplyAdds();
    assertThat(counted.stem() + counted.downsampling()).isEqualTo(8_014_848);
    assertThat(counted.projections() + counted.mlps()).isEqualTo(96_624_640);
    assertThat(counted.decoder()).isEqualTo(5_079_040);
    assertThat(counted.attention()).isBetween(6_751_232L / 2, 6_751_232L);

    assertThat(2e-9 * counted.encoder()).isCloseTo(0.23, withinPercentage(6));
    // a step is a forward pass and twice its work to differentiate
    assertThat(3 * 2e-9 * counted.autoencoder()).isCloseTo(0.70, withinPercentage(3));
  }

  @Test
  void multiplyAddsAreThoseThatLoopsCount() {
    MultiplyAdds counted = NetworkCost.of(DILATED).multiplyAdds();

    // places of 300 samples after each convolution: 150, 75, 37
    assertThat(counted.stem()).isEqualTo(convolution(3, 4, 300) + convolution(4, 8, 150));
    assertThat(counted.downsampling()).isEqualTo(convolution(8, 16, 75));
    assertThat(counted.projections()).isEqualTo(2 * projections(75, 8) + 3 * projections(37, 16));
    assertThat(counted.mlps())
        .isEqualTo(
            2 * (linear(75, 8, 16) + linear(75, 16, 8))
                + 3 * (linear(37, 16, 32) + linear(37, 32, 16)));
    assertThat(counted.decoder()).isEqualTo(linear(37, 16, 16) + linear(37, 16, 3 * 8));
    assertThat(counted.attention())
        .isEqualTo(
            attention(75, 2, 1)
                + attention(75, 2, 3)
                + 2 * attention(37, 4, 1)
                + attention(37, 4, 2));
    assertThat(counted.autoencoder())
        .isEqualTo(
            counted.stem()
                + counted.projections()
                + counted.attention()
                + counted.mlps()
                + counted.downsampling()
                + counted.decoder());
  }

  @Test
  void attentionComputesNoFewerPairsThanAreSeen() {
    long seen =
        2L * (2 * 250 * 13 * 32 + 2 * 125 * 13 * 64 + 4 * 62 * 13 * 128 + 2 * 31 * 13 * 256);
    assertThat(NetworkCost.of(TINY).multiplyAdds().attention()).isBetween(seen, 4 * seen);
  }

  @Test
  void stagesSayWhatTheirBlocksWorkOn() {
    assertThat(NetworkCost.of(TINY).stages())
        .containsExactly(
            new StageCost(250, 32, 2, 13 * 0.04),
            new StageCost(125, 64, 2, 13 * 0.08),
            new StageCost(62, 128, 4, 13 * 0.16),
            new StageCost(31, 256, 2, 13 * 0.32));
    // five tokens with two others between each, of 4 samples at 50 Hz
    assertThat(NetworkCost.of(DILATED).stages().get(0).windowSeconds()).isEqualTo(13 * 0.08);
  }

  @Test
  void aWindowHasAtLeastOneToken() {
    EcgNatConfig config =
        new EcgNatConfig(12, 30, 100, 32, List.of(1, 1, 1, 1), 5, List.of(1, 1, 1, 1), 16, 3, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkCost.of(config))
        .withMessageContaining("30 samples")
        .withMessageContaining("32 samples");
  }

  private static long convolution(int inputs, int outputs, int length) {
    long count = 0;
    for (int start = -1; start + 4 <= length + 1; start += 2) {
      for (int output = 0; output < outputs; output++) {
        for (int tap = 0; tap < 4; tap++) {
          count += inputs;
        }
      }
    }
    return count;
  }

  private static long linear(int tokens, int inputs, int outputs) {
    long count = 0;
    for (int token = 0; token < tokens; token++) {
      for (int output = 0; output < outputs; output++) {
        count += inputs;
      }
    }
    return count;
  }

  private static long projections(int tokens, int channels) {
    return linear(tokens, channels, 3 * channels) + linear(tokens, channels, channels);
  }

  /** Scores and weighted values of heads of four channels, pair by pair. */
  private static long attention(int tokens, int heads, int dilation) {
    BandPlan plan = BandPlan.of(tokens, 5, dilation);
    long count = 0;
    for (int head = 0; head < heads; head++) {
      for (int group = 0; group < dilation; group++) {
        for (int block = 0; block < plan.blocks(); block++) {
          for (int query = 0; query < plan.queries(); query++) {
            for (int key = 0; key < plan.keys(); key++) {
              count += 4 + 4;
            }
          }
        }
      }
    }
    return count;
  }
}
