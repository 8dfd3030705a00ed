package org.ecgnat.model.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.ecgnat.model.Trainers;
import org.ecgnat.model.encoder.EcgNatConfig;
import org.ecgnat.model.training.MicroNetworks;
import org.ecgnat.model.training.Objective;
import org.ecgnat.model.training.TrainerSpec;
import org.junit.jupiter.api.Test;

class BeatRegressionCostTest {

  @Test
  void parametersAreThoseThatTheLayoutHasMore() {
    TrainerSpec spec = MicroNetworks.reconstruction();
    Objective.BeatRegression regression = ((Objective.Reconstruction) spec.objective()).beat();
    long alone = NetworkCost.of(MicroNetworks.ENCODER).autoencoderParameters();
    assertThat(BeatRegressionCost.of(MicroNetworks.ENCODER, regression).parameters())
        .isEqualTo(Trainers.layout(spec).size() - alone);
  }

  @Test
  void viewsCostWhatAnEncoderOfTheirLengthDoes() {
    long whole = NetworkCost.of(config(1000)).multiplyAdds().encoder();
    long half = NetworkCost.of(config(500)).multiplyAdds().encoder();
    // mean and maximum of 32 + 64 channels to 12 leads of 70 samples
    long head = 2 * (32 + 64) * 12 * 70;

    assertThat(BeatRegressionCost.of(config(1000), regression(1, 500)).multiplyAdds())
        .isEqualTo(half + head);
    assertThat(BeatRegressionCost.of(config(1000), regression(3, 500)).multiplyAdds())
        .isEqualTo(3 * (half + head));
    assertThat(BeatRegressionCost.of(config(1000), regression(1, 2000)).multiplyAdds())
        .isEqualTo(whole + head);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BeatRegressionCost.of(config(1000), regression(1, 5)))
        .withMessageContaining("5 samples is shorter");
  }

  private static EcgNatConfig config(int samples) {
    return new EcgNatConfig(12, samples, 100, 32, List.of(1, 1), 13, List.of(1, 1), 16, 3, 0);
  }

  private static Objective.BeatRegression regression(int views, int viewSamples) {
    return new Objective.BeatRegression(
        1, 1, 70, viewSamples, new Objective.Augmentation(views, 0, 0, 0, 0, 0));
  }
}
