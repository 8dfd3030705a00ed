package org.ecgnat.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.model.encoder.EcgNatConfig;
import org.ecgnat.model.training.Objective;
import org.junit.jupiter.api.Test;

class BeatSettingsTest {
  private static final Objective.Augmentation AUGMENTATION =
      new Objective.Augmentation(1, 0.1, 0.05, 0.1, 0, 0.1);

  @Test
  void lengthsInSamplesFollowFromTheEncodersRate() {
    BeatSettings settings = new BeatSettings(2, 0.75, 5, AUGMENTATION);
    assertThat(settings.with(encoder(100)))
        .isEqualTo(new Objective.BeatRegression(2, 0.75, 70, 500, AUGMENTATION));
    assertThat(settings.with(encoder(250)))
        .isEqualTo(new Objective.BeatRegression(2, 0.75, 175, 1250, AUGMENTATION));
    assertThatCode(() -> settings.checkFits(encoder(100))).doesNotThrowAnyException();
  }

  @Test
  void refusesWhatShowsNoBeats() {
    BeatSettings wanted = new BeatSettings(1, 0.75, 5, AUGMENTATION);
    assertThatThrownBy(() -> wanted.checkFits(encoder(50)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("at 50.0 Hz")
        .hasMessageContaining("objective.beat.weight=0");
    BeatSettings brief = new BeatSettings(1, 0.75, 0.15, AUGMENTATION);
    assertThatThrownBy(() -> brief.checkFits(encoder(100)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("that is 15 samples")
        .hasMessageContaining("covers 16");
    BeatSettings none = new BeatSettings(0, 0.75, 0.15, AUGMENTATION);
    assertThatCode(() -> none.checkFits(encoder(50))).doesNotThrowAnyException();
    assertThat(none.with(encoder(50)).wanted()).isFalse();
  }

  /** Three stages: 16 samples a token of the last. */
  private static EcgNatConfig encoder(double rateHz) {
    return new EcgNatConfig(12, 1000, rateHz, 8, List.of(1, 1, 1), 5, List.of(1, 1, 1), 8, 2, 0);
  }
}
