package org.ecgnat.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.ecgnat.jobs.cli.ExitCode;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.config.ConfigFiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that cannot be trained with are the user's to mend, before anything is read. */
class ExperimentValuesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "objective.maskRatio=1.5",
        "objective.maskRatio=0",
        "objective.beat.weight=-1",
        "objective.beat.scale=0",
        "objective.beat.viewSeconds=0",
        "objective.beat.augmentation.views=0",
        "objective.beat.augmentation.leadDropout=1",
        "stochasticDepth=1",
        "optimizer.beta2=1"
      })
  void ofPretraining(String setting) {
    refuses(PretrainConfig.class, "pretrain-tiny", setting);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "objective.positives=foo",
        "objective.temperature=0",
        "objective.dropout=1",
        "objective.projectionWidth=0",
        "objective.augmentation.views=0",
        "stochasticDepth=-0.1",
        "probe.regularisation=0",
        "probe.maximumIterations=0"
      })
  void ofFinetuning(String setting) {
    refuses(FinetuneConfig.class, "finetune-tiny", setting);
  }

  private static void refuses(Class<?> type, String experiment, String setting) {
    String key = setting.substring(0, setting.indexOf('='));
    assertThatThrownBy(() -> ConfigFiles.load(type, "experiments", experiment, List.of(setting)))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USER_DATA))
        .hasMessageContaining(key + " is ");
  }
}
