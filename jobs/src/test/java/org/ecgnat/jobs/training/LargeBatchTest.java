package org.ecgnat.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ecgnat.jobs.CommandLineRun;
import org.ecgnat.jobs.CommandProcess;
import org.ecgnat.jobs.config.ConfigFiles;
import org.ecgnat.model.Trainers;
import org.ecgnat.model.artifact.SafeTensors;
import org.ecgnat.model.training.ParameterLayout;
import org.ecgnat.model.training.TrainerSpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The largest preset, with two threads a task: processes of their own, on synthetic recordings. */
class LargeBatchTest {
  private static final List<String> PLAIN =
      List.of(
          "encoder=base",
          "optimizer.kind=sgd",
          "optimizer.clipNorm=0",
          "optimizer.learningRate=1",
          "optimizer.weightDecay=0",
          "optimizer.finalRateFraction=1",
          "loop.localSteps=1",
          "loop.lanes=4",
          "loop.epochs=100",
          "loop.stop.rounds=2",
          "loop.validationWindows=0");

  @TempDir private Path directory;

  @Test
  @Tag("slow")
  void fourWorkersOfBaseEqualTheFourfoldBatch() throws IOException {
    makeCorpus();
    float[] one = train("one", 1, 4, "driver");
    float[] four = train("four", 4, 1, "driver");
    assertThat(train("again", 4, 1, "driver")).isEqualTo(four);
    assertThat(train("slices", 4, 1, "slices")).isEqualTo(four);

    PretrainConfig config = config();
    TrainerSpec spec = config.spec(config.architecture(), 2);
    float[] initial = Trainers.initialWeights(spec);
    double moved = Norms.distance(one, initial);
    assertThat(moved / Norms.norm(initial)).isGreaterThan(0.001);
    double relative = Norms.distance(four, one) / moved;
    System.out.printf("base, two threads: relative difference %.2e%n", relative);
    assertThat(relative).isLessThan(1e-5);
  }

  private void makeCorpus() {
    String recordings = directory.resolve("recordings").toString();
    assertThat(
            CommandLineRun.of("synthesize", "--output=" + recordings, "--records=40", "--seed=1")
                .exitCode())
        .isZero();
    CommandLineRun preprocessed =
        CommandLineRun.of(
            "preprocess",
            "--corpus=" + directory.resolve("corpus"),
            "--input=" + recordings,
            "--source=synthetic",
            "--recipe=diagnostic-250");
    assertThat(preprocessed.exitCode()).as(preprocessed.toString()).isZero();
  }

  private float[] train(String name, int workers, int batch, String combine) throws IOException {
    Stream<String> command =
        Stream.concat(
            Stream.of(
                "pretrain",
                "--corpus=" + directory.resolve("corpus"),
                "--split=synthetic",
                "--workers=" + workers,
                "--output=" + directory.resolve(name),
                "--set=loop.batchSize=" + batch,
                "--set=loop.averaging.combine=" + combine),
            PLAIN.stream().map(setting -> "--set=" + setting));
    Map<String, String> twoThreads = Map.of("spark.task.cpus", "2");
    try (CommandProcess process =
        CommandProcess.start(directory, "local[2]", twoThreads, command.toArray(String[]::new))) {
      CommandLineRun end = process.end();
      assertThat(end.exitCode()).as(end.toString()).isZero();
    }
    Path checkpoint = directory.resolve(name).resolve("checkpoints/round-000002");
    assertThat(checkpoint.resolve("state.json")).content().contains("\"threads\" : 2");
    PretrainConfig config = config();
    ParameterLayout layout = Trainers.layout(config.spec(config.architecture(), 2));
    return SafeTensors.read(checkpoint.resolve("weights.safetensors")).toWeights(layout);
  }

  private static PretrainConfig config() {
    return ConfigFiles.load(PretrainConfig.class, "experiments", PretrainConfig.DEFAULT, PLAIN);
  }
}
