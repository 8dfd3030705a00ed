package org.ecgnat.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ecgnat.jobs.LocalSpark;
import org.ecgnat.jobs.cli.ExitCode;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.config.ConfigFiles;
import org.ecgnat.jobs.config.Split;
import org.ecgnat.model.Trainers;
import org.ecgnat.model.artifact.ModelDirectory;
import org.ecgnat.model.artifact.SafeTensors;
import org.ecgnat.model.training.ParameterLayout;
import org.ecgnat.model.training.TrainerSpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainJobTest {
  private static MadeUpCorpus corpus;

  @TempDir private static Path directory;
  private final StringWriter printed = new StringWriter();

  @BeforeAll
  static void makeCorpus() throws IOException {
    corpus = MadeUpCorpus.write(LocalSpark.session(), directory, 150);
  }

  @Test
  void fourWorkersWithOneStepARoundEqualTheFourfoldBatch() throws IOException {
    List<String> plain =
        List.of(
            "optimizer.kind=sgd",
            "optimizer.clipNorm=0",
            "optimizer.learningRate=1",
            "optimizer.weightDecay=0",
            "loop.localSteps=1",
            "loop.averageDecay=0",
            "loop.epochs=1",
            "optimizer.finalRateFraction=1");
    pretrain("four", plain, 4, "loop.batchSize=4");
    pretrain("one", plain, 1, "loop.batchSize=16");

    PretrainConfig config = config(List.of());
    TrainerSpec spec = config.spec(config.architecture(), 1);
    float[] initial = Trainers.initialWeights(spec);
    ParameterLayout layout = Trainers.layout(spec);
    float[] four = finalWeights("four", layout);
    float[] one = finalWeights("one", layout);
    assertThat(Files.readAllLines(directory.resolve("one/metrics.jsonl"))).hasSizeGreaterThan(4);
    // Single precision alone costs about 4e-8 of the weights' norm a round.
    double moved = Norms.distance(one, initial);
    assertThat(moved / Norms.norm(initial)).isGreaterThan(0.01);
    assertThat(Norms.distance(four, one) / moved).isLessThan(1e-5);
    int head = layout.size() - 1;
    assertThat(one[head])
        .as("a bias of the head, which only beats reach")
        .isNotEqualTo(initial[head]);
  }

  @Test
  void writesAnEncoderAndKnowsWhenItIsDone() throws IOException {
    assertThat(pretrain("done", List.of(), 2, "seed=5")).isEqualTo(ExitCode.DONE);
    Path output = directory.resolve("done");
    assertThat(output.resolve("config.yaml")).content().contains("seed: 5");
    assertThat(output.resolve("result.json")).content().contains("\"exitCode\" : 0");
    ModelDirectory model = ModelDirectory.open(output.resolve("model"));
    assertThat(model.description().task()).isEmpty();
    assertThat(model.description().metrics()).containsKeys("trainingLoss", "validationLoss");

    assertThatThrownBy(() -> pretrain("done", List.of(), 2, "seed=5"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--resume");
    printed.getBuffer().setLength(0);
    assertThat(pretrain("done", StartMode.RESUME, List.of(), 4, "seed=5")).isEqualTo(ExitCode.DONE);
    assertThat(printed.toString())
        .contains("rounds of this run are done")
        .doesNotContain("round 1");
    assertThatThrownBy(() -> pretrain("done", StartMode.RESUME, List.of(), 2, "seed=6"))
        .hasMessageContaining("its seed is 5, asked for is 6");
    assertThat(pretrain("done", StartMode.OVERWRITE, List.of(), 2, "loop.epochs=1"))
        .isEqualTo(ExitCode.DONE);
  }

  @Test
  void goesOnFromACheckpointToTheSameWeights() throws IOException {
    List<String> brief = List.of("loop.epochs=2");
    pretrain("whole", brief, 2, "seed=7");
    Path checkpoints = directory.resolve("whole/checkpoints");
    List<Path> kept;
    try (var folders = Files.list(checkpoints)) {
      kept = folders.sorted().toList();
    }
    Path last = kept.get(kept.size() - 1);
    byte[] weights = Files.readAllBytes(last.resolve("weights.safetensors"));
    byte[] moments = Files.readAllBytes(last.resolve("moments.safetensors"));
    for (Path one : kept.subList(kept.size() - 2, kept.size())) {
      Files.delete(one.resolve("MANIFEST.json"));
    }
    printed.getBuffer().setLength(0);

    assertThat(pretrain("whole", StartMode.RESUME, brief, 2, "seed=7")).isEqualTo(ExitCode.DONE);

    assertThat(printed.toString().lines().filter(line -> line.startsWith("round "))).hasSize(2);
    assertThat(last.resolve("weights.safetensors")).hasBinaryContent(weights);
    assertThat(last.resolve("moments.safetensors")).hasBinaryContent(moments);
    assertThatThrownBy(
            () -> pretrain("whole", StartMode.RESUME, brief, 2, "objective.beat.weight=0"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("its objective.beat.weight is 1.0, asked for is 0.0");
  }

  @Test
  void withoutRegressionThereIsNoHeadAndNoTarget() throws IOException {
    pretrain("alone", List.of("loop.epochs=1"), 2, "objective.beat.weight=0");
    ParameterLayout both = layout(List.of());
    ParameterLayout alone = layout(List.of("objective.beat.weight=0"));
    assertThat(both.parameters()).anyMatch(entry -> entry.name().startsWith("beat."));
    assertThat(alone.parameters()).noneMatch(entry -> entry.name().startsWith("beat."));
    assertThat(finalWeights("alone", alone)).hasSize(alone.size());
    RoleSelection windows = new RoleSelection(ExampleStreamTest.split(), Set.of(Split.Role.TRAIN));
    assertThat(config(List.of("objective.beat.weight=0")).objective().beat().of(windows))
        .isSameAs(windows);
    assertThat(config(List.of()).objective().beat().of(windows))
        .isEqualTo(new BeatSelection(windows));
  }

  @Test
  void saysWhatDoesNotFit() {
    assertThatThrownBy(() -> pretrain("x", List.of("encoder=tiny"), 2, "seed=1"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("128 samples")
        .hasMessageContaining("1000");
    assertThatThrownBy(() -> pretrain("x", List.of("loop.epoch=3"), 2, "seed=1"))
        .hasMessageContaining("epoch");
    assertThatThrownBy(() -> pretrain("x", List.of("loop.batchSize=0"), 2, "seed=1"))
        .hasMessageContaining("loop.batchSize is 0");
    assertThatThrownBy(() -> pretrain("x", List.of("objective.beat.viewSeconds=0.07"), 2, "seed=1"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("that is 7 samples")
        .hasMessageContaining("covers 8");
    assertThat(directory.resolve("x")).doesNotExist();
  }

  private ExitCode pretrain(String name, List<String> settings, int workers, String more) {
    return pretrain(name, StartMode.NEW, settings, workers, more);
  }

  private ExitCode pretrain(
      String name, StartMode mode, List<String> settings, int workers, String more) {
    List<String> all = new ArrayList<>(settings);
    all.add(more);
    PretrainJob.Options options =
        new PretrainJob.Options(
            corpus.file("corpus").toString(),
            directory.resolve(name).toString(),
            corpus.file("split.yaml").toString(),
            config(all).withWorkers(workers),
            new RunMode(mode, 20, Optional.empty()));
    return new PretrainJob(LocalSpark.session(), options, new PrintWriter(printed, true)).run();
  }

  private static PretrainConfig config(List<String> settings) {
    return ConfigFiles.load(
        PretrainConfig.class, "experiments", corpus.file("pretrain.yaml").toString(), settings);
  }

  private static ParameterLayout layout(List<String> settings) {
    PretrainConfig config = config(settings);
    return Trainers.layout(config.spec(config.architecture(), 1));
  }

  private static float[] finalWeights(String name, ParameterLayout layout) throws IOException {
    try (var checkpoints = Files.list(directory.resolve(name).resolve("checkpoints"))) {
      Path last = checkpoints.sorted().reduce((first, second) -> second).orElseThrow();
      return SafeTensors.read(last.resolve("weights.safetensors")).toWeights(layout);
    }
  }
}
