package org.ecgnat.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.ecgnat.jobs.LocalSpark;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.config.Split;
import org.ecgnat.jobs.spark.Lease;
import org.ecgnat.preprocessing.corpus.RowGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundLoopTest {
  private static final int PARAMETERS = 40;
  private static final List<RowGroup> ROW_GROUPS =
      SyntheticRowGroups.rowGroups("loop", 60, 50, 77, 60);
  private static final SyntheticRowGroups SOURCE = new SyntheticRowGroups(8);

  @TempDir private Path directory;
  private final StringWriter printed = new StringWriter();

  @Test
  void fourWorkersWithOneStepEqualOneWorkerWithTheFourfoldBatch() {
    float[] four = train("four", settings(1, 4, 0), 4, 0.05, false).weights();
    float[] one = train("one", settings(1, 16, 0), 1, 0.05, false).weights();
    double difference = 0;
    double moved = 0;
    for (int i = 0; i < four.length; i++) {
      difference += Math.pow(four[i] - one[i], 2);
      moved += Math.pow(one[i], 2);
    }
    assertThat(Math.sqrt(moved)).isGreaterThan(0.1);
    assertThat(Math.sqrt(difference / moved)).isLessThan(1e-5);
  }

  @Test
  void goesOnAfterAnyCheckpointToTheSameWeights() throws IOException {
    LoopSettings settings = settings(3, 4, 0.9);
    TrainingState whole = train("whole", settings, 4, 0.01, true);
    assertThat(whole.progress().round()).isEqualTo(6);
    Path checkpoints = directory.resolve("whole/checkpoints");
    try (var kept = Files.list(checkpoints)) {
      assertThat(kept.map(path -> path.getFileName().toString()))
          .contains("round-000004", "round-000005", "round-000006");
    }
    // The last is half-written and the one before damaged: training goes on after round 4.
    Files.delete(checkpoints.resolve("round-000006/MANIFEST.json"));
    Path damaged = checkpoints.resolve("round-000005/weights.safetensors");
    byte[] bytes = Files.readAllBytes(damaged);
    bytes[bytes.length - 1]++;
    Files.write(damaged, bytes);

    // The line of round 4 was not written any more, that of round 5 was cut short.
    Path log = directory.resolve("whole/rounds.jsonl");
    List<String> lines = Files.readAllLines(log);
    Files.writeString(log, String.join("\n", lines.subList(0, 3)) + "\n{\"round\":");
    CheckpointStore store = new CheckpointStore(files("whole"), LinearTrainer.layout(PARAMETERS));
    CheckpointStore.Saved saved = store.newest().orElseThrow();
    assertThat(saved.run().round()).isEqualTo(4);
    assertThat(saved.run().identity().tableId()).isEqualTo("table");
    TrainingState resumed =
        train("whole", settings, 4, 0.01, true, Optional.of(store.training(saved)));
    assertThat(resumed.weights()).isEqualTo(whole.weights());
    assertThat(resumed.average().orElseThrow()).isEqualTo(whole.average().orElseThrow());
    assertThat(resumed.progress().lanes()).isEqualTo(whole.progress().lanes());
    assertThat(Files.readAllLines(log))
        .hasSize(6)
        .startsWith(lines.subList(0, 4).toArray(new String[0]));
  }

  @Test
  void neverBeginsAnewOverCheckpoints() throws IOException {
    train("kept", settings(1, 4, 0), 4, 0.01, false);
    CheckpointStore other = new CheckpointStore(files("kept"), LinearTrainer.layout(7));
    CheckpointStore.Saved saved = other.newest().orElseThrow();
    assertThat(saved.run().identity().command()).isEqualTo("test");
    assertThatThrownBy(() -> other.training(saved))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("do not fit this network");

    try (var folders = Files.list(directory.resolve("kept/checkpoints"))) {
      for (Path folder : folders.toList()) {
        Files.delete(folder.resolve("MANIFEST.json"));
      }
    }
    assertThatThrownBy(other::newest)
        .isInstanceOf(UserException.class)
        .hasMessageContaining("checkpoints is whole")
        .hasMessageContaining("MANIFEST.json is missing");
  }

  @Test
  void reportsRoundsAndImproves() throws IOException {
    TrainingState state = train("reports", settings(3, 4, 0.5), 2, 0.01, true);
    assertThat(printed.toString().lines())
        .hasSize(11)
        .allSatisfy(
            line ->
                assertThat(line)
                    .matches(
                        "round \\d+/11  epoch \\d  loss \\d+\\.\\d+  validation \\d+\\.\\d+  "
                            + ".*records/s  .* left"));
    List<String> log = Files.readAllLines(directory.resolve("reports/rounds.jsonl"));
    assertThat(log.get(2))
        .contains("\"round\":3", "\"participants\":[{\"worker\":0", "\"steps\":3");
    RoundReport first = Json.read(log.get(0).getBytes(StandardCharsets.UTF_8), RoundReport.class);
    RoundReport last = state.progress().last().orElseThrow();
    assertThat(last.validationLoss().orElseThrow())
        .isLessThan(0.8 * first.validationLoss().orElseThrow());
    assertThat(state.progress().best().orElseThrow().validationLoss())
        .isLessThanOrEqualTo(last.validationLoss().orElseThrow());
  }

  @Test
  void stopsWhereTheLossIsNoNumber() {
    assertThatThrownBy(() -> train("diverges", settings(3, 4, 0), 2, 1e300, false))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no longer finite")
        .hasMessageContaining("learningRate");
  }

  @Test
  void refusesMoreWorkersThanLanes() {
    assertThatThrownBy(() -> train("many", settings(1, 1, 0), 17, 0.1, false))
        .hasMessageContaining("17 workers")
        .hasMessageContaining("--workers");
  }

  private static LoopSettings settings(int localSteps, int batchSize, double averageDecay) {
    return new LoopSettings(1, 2, 6, localSteps, batchSize, 16, averageDecay, 1, 1, 30, 16);
  }

  private TrainingState train(
      String name, LoopSettings settings, int workers, double learningRate, boolean momentum) {
    return train(name, settings, workers, learningRate, momentum, Optional.empty());
  }

  private TrainingState train(
      String name,
      LoopSettings settings,
      int workers,
      double learningRate,
      boolean momentum,
      Optional<TrainingState> from) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
    TrainingData training = data(spark, Split.Role.TRAIN);
    LoopSettings loop = settings.withWorkers(workers);
    TrainingRun run =
        new TrainingRun(
            UUID.randomUUID().toString(),
            () -> new LinearTrainer(PARAMETERS, learningRate, momentum),
            loop,
            3,
            loop.rounds(training.windows()));
    RunIdentity identity =
        new RunIdentity(
            "test", "table", 1, "recipe", "split", JsonNodeFactory.instance.objectNode(), "1", 1);
    String output = directory.resolve(name).toString();
    try (Lease lease = Lease.acquire(new Configuration(), output, "test")) {
      RoundLoop rounds = new RoundLoop(spark, files(name), lease, new PrintWriter(printed, true));
      RoundLoop.Outcome outcome =
          rounds.train(
              new RoundLoop.Plan(
                  run,
                  identity,
                  LinearTrainer.layout(PARAMETERS),
                  training,
                  Optional.of(data(spark, Split.Role.VALIDATION))),
              from.orElseGet(() -> RoundLoop.begin(run, new float[PARAMETERS])));
      assertThat(outcome.ending()).isEqualTo(RoundLoop.Ending.FINISHED);
      return outcome.state();
    }
  }

  private RunFiles files(String name) {
    return new RunFiles(new Configuration(), directory.resolve(name).toString());
  }

  private static TrainingData data(JavaSparkContext spark, Split.Role role) {
    return TrainingData.count(
        spark, ROW_GROUPS, new RoleSelection(ExampleStreamTest.split(), Set.of(role)), SOURCE);
  }
}
