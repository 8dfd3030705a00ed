package org.ecgnat.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.ecgnat.jobs.config.Split.Role;
import org.ecgnat.preprocessing.recording.Label;
import org.ecgnat.preprocessing.source.SourceDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped sources, tasks and splits bind to their records and mean what they should. */
class ShippedConfigurationTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ptbxl",
        "ptbxl_normalized",
        "ludb",
        "cpsc2018",
        "cinc2021",
        "synthetic",
        "folder"
      })
  void sources(String name) {
    assertThat(ConfigFiles.load(SourceDefinition.class, "sources", name, List.of()).name())
        .isEqualTo(name);
  }

  @Test
  void superclassesCountAtAnyLikelihoodAndOnlyWhereTheyWereAssessed() {
    Task task = ConfigFiles.load(Task.class, "tasks", "ptbxl-superclasses", List.of());
    List<Label> labels =
        List.of(
            new Label("ptbxl-superclass", "MI", 15, "database", "present"),
            Label.of("ptbxl-superclass", "CD", "database"),
            Label.of("scp", "HYP", "database"));
    assertThat(task.kind()).isEqualTo(Task.Kind.MULTI_LABEL);
    assertThat(task.classNames()).containsExactly("NORM", "MI", "STTC", "CD", "HYP");
    assertThat(task.targets("ptbxl", labels).orElseThrow().present())
        .containsExactly(0, 1, 0, 1, 0);
    assertThat(task.targets("ptbxl_normalized", List.of())).isEmpty();
    assertThat(task.targets("cpsc2018", labels)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ptbxl, 1, TRAIN",
    "ptbxl_normalized, 5, TRAIN",
    "ptbxl, 6, TEST",
    "ptbxl_normalized, 8, TEST",
    "ptbxl, 9, VALIDATION",
    "ptbxl, 10, RESERVED",
    "ludb, 10, PRETRAINING",
    "cinc2021, 6, PRETRAINING",
    "synthetic, 9, PRETRAINING",
    "folder, 1, NONE"
  })
  void fewLabels(String source, int fold, Role role) {
    Split split = ConfigFiles.load(Split.class, "splits", "few-labels", List.of());
    assertThat(split.role(source, fold)).isEqualTo(role);
  }
}
