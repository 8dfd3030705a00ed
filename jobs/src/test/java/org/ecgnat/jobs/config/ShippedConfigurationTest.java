package org.ecgnat.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.ecgnat.jobs.config.Split.Role;
import org.ecgnat.model.cost.NetworkCost;
import org.ecgnat.model.encoder.EncoderConfig;
import org.ecgnat.preprocessing.SharedData;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Label;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.source.LabelFiles;
import org.ecgnat.preprocessing.source.SourceAnnotator;
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

  /** The comment of each file names the size of the encoder. */
  @ParameterizedTest
  @CsvSource({"tiny, 1000, 100", "small, 1000, 100", "base, 2500, 250", "resnet1d, 1000, 100"})
  void encoders(String name, int samples, double samplingRateHz) {
    EncoderConfig encoder = ConfigFiles.load(EncoderConfig.class, "encoders", name, List.of());
    assertThat(encoder.samples()).isEqualTo(samples);
    assertThat(encoder.samplingRateHz()).isEqualTo(samplingRateHz);
    assertThat(ConfigFiles.text("encoders", name))
        .contains(
            String.format(
                Locale.ROOT,
                " %.1f million parameters",
                NetworkCost.encoderParameters(encoder) / 1e6));
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

  /** The figures of the protocol, which an independent script gives too. */
  @Test
  void theProtocolsNumbersOfLabelledRecordings() throws Exception {
    Task task = ConfigFiles.load(Task.class, "tasks", "ptbxl-superclasses", List.of());
    Split split = ConfigFiles.load(Split.class, "splits", "few-labels", List.of());
    Map<Role, Integer> labelled = new EnumMap<>(Role.class);
    Map<String, Integer> inTest = new HashMap<>();
    for (String folder : List.of("ptbxl/records500", "ptbxl_normalized/records")) {
      Path input = SharedData.path("data/" + folder);
      SourceDefinition source =
          ConfigFiles.load(SourceDefinition.class, "sources", folder.split("/", 2)[0], List.of());
      SourceAnnotator annotator = SourceAnnotator.of(source, LabelFiles.around(input));
      for (String key : keys(input)) {
        EcgRecording recording =
            annotator.annotate(EcgRecording.ofSignal(key, 100, List.of(Lead.I), new float[1][1]));
        Role role = split.role(source.name(), annotator.fold(recording));
        task.targets(source.name(), recording.labels())
            .ifPresent(
                targets -> {
                  labelled.merge(role, 1, Integer::sum);
                  for (int c = 0; c < targets.present().length && role == Role.TEST; c++) {
                    inTest.merge(
                        task.classNames().get(c), (int) targets.present()[c], Integer::sum);
                  }
                });
      }
    }
    assertThat(labelled)
        .containsEntry(Role.TRAIN, 1123)
        .containsEntry(Role.VALIDATION, 250)
        .containsEntry(Role.TEST, 649);
    assertThat(inTest).containsEntry("MI", 86).containsEntry("HYP", 69);
  }

  private static List<String> keys(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(".hea"))
          .map(name -> name.substring(0, name.length() - ".hea".length()))
          .toList();
    }
  }
}
