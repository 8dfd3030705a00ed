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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.ecgnat.jobs.LocalSpark;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.config.Split;
import org.ecgnat.jobs.spark.Lease;
import org.ecgnat.jobs.spark.TaskSlots;
import org.ecgnat.jobs.training.averaging.Averaging;
import org.ecgnat.preprocessing.corpus.RowGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoundLoopTest {
  private static final int PARAMETERS = 40;
  private static final List<RowGroup> ROW_GROUPS =
      SyntheticRowGroups.rowGroups("loop", 60, 50, 77, 60);
  private static final SyntheticRowGroups SOURCE = new SyntheticRowGroups(8);

  @TempDir private Path directory;
  private final StringWriter printed = new StringWriter();

  @ParameterizedTest
  @EnumSource(
      value = Averaging.Combine.class,
      names = {"DRIVER", "SLICES"})
  void fourWorkersWithOneStepEqualOneWorkerWithTheFourfoldBatch(Averaging.Combine combine) {
    Averaging averaging = averaging("mean", "average", "fp32", combine.name());
    float[] four = train("four", settings(1, 4, 0, averaging), 4, 0.05, false).weights();
    float[] one = train("one", settings(1, 16, 0), 1, 0.05, false).weights();
    assertThat(Norms.norm(one)).isGreaterThan(0.1);
    assertThat(Norms.relativeDifference(four, one)).isLessThan(1e-5);
  }

  @ParameterizedTest
  @CsvSource({
    "mean, average, fp32, driver",
    "nesterov, reset, fp32, slices",
    "nesterov, local, fp16, driver",
    "mean, local, fp32, slices"
  })
  void goesOnAfterAnyCheckpointToTheSameWeights(
      String outer, String moments, String deltas, String combine) throws IOException {
    LoopSettings settings = settings(3, 4, 0.9, averaging(outer, moments, deltas, combine));
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
    Path log = directory.resolve("whole/metrics.jsonl");
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
        .startsWith(lines.subList(0, 3).toArray(new String[0]))
        .element(3)
        .asString()
        .contains("\"round\":4");
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
    List<String> log = Files.readAllLines(directory.resolve("reports/metrics.jsonl"));
    assertThat(log.get(2))
        .contains("\"round\":3", "\"participants\":[{\"worker\":0", "\"steps\":3");
    assertThat(directory.resolve("reports/training.html")).content().contains("round 11 of 11");
    try (var events = Files.list(directory.resolve("reports/tensorboard"))) {
      assertThat(events).hasSize(1).allMatch(path -> path.toString().endsWith(".ecgnat"));
    }
    RoundReport first = Json.read(log.get(0).getBytes(StandardCharsets.UTF_8), RoundReport.class);
    RoundReport last = state.progress().last().orElseThrow();
    assertThat(last.validationLoss().orElseThrow())
        .isLessThan(0.8 * first.validationLoss().orElseThrow());
    assertThat(state.progress().best().orElseThrow().validationLoss())
        .isLessThanOrEqualTo(last.validationLoss().orElseThrow());
    try (var events = Files.list(directory.resolve("reports/tensorboard"))) {
      assertThat(events)
          .singleElement()
          .satisfies(
              file ->
                  assertThat(file).hasBinaryContent(EventFile.of(RunLog.read(files("reports")))));
    }
  }

  @Test
  void stopsWhereTheLossStaysNoNumber() {
    assertThatThrownBy(() -> train("diverges", settings(3, 4, 0), 2, 1e300, false))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no longer finite")
        .hasMessageContaining("3 rounds were dropped before")
        .hasMessageContaining("learningRate");
    assertThat(printed.toString().lines()).hasSize(3).allMatch(line -> line.contains("dropped"));
  }

  @Test
  void dropsARoundThatDivergesAndCutsTheRate() throws IOException {
    Averaging nesterov = averaging("nesterov", "local", "fp32", "auto");
    TrainerFactory fussy = () -> new FaultyTrainer(PARAMETERS, FaultyTrainer.Fault.DIVERGES);
    LoopSettings loop = settings(3, 4, 0, nesterov).withWorkers(3);
    TrainingState whole = outcome("fussy", loop, fussy, Optional.empty()).state();
    assertThat(whole.progress().dropped()).isEqualTo(2);
    assertThat(whole.progress().rateFactor()).isEqualTo(0.25);
    assertThat(printed.toString())
        .contains("round 4 dropped: the loss of worker ")
        .contains("it is tried again at 0.500 of the learning rate")
        .contains("it is tried again at 0.250 of the learning rate");

    deleteNewest("fussy", 2);
    CheckpointStore store = new CheckpointStore(files("fussy"), LinearTrainer.layout(PARAMETERS));
    TrainingState saved = store.training(store.newest().orElseThrow());
    assertThat(saved.progress().rateFactor()).isEqualTo(0.25);
    assertThat(outcome("fussy", loop, fussy, Optional.of(saved)).state().weights())
        .isEqualTo(whole.weights());
  }

  @Test
  void aSlowWorkerTakesFewerSteps() {
    LoopSettings loop =
        with(settings(4, 4, 0), new StopSettings(1, 0, 0), new FaultSettings(0, 1, 4, 1, 0));
    TrainerFactory slow = () -> new FaultyTrainer(PARAMETERS, FaultyTrainer.Fault.SLOW);
    TrainingState state = outcome("slow", loop.withWorkers(2), slow, Optional.empty()).state();
    RoundReport report = state.progress().last().orElseThrow();
    assertThat(report.participants())
        .extracting(RoundReport.Participant::steps)
        .containsExactly(4, 1);
    assertThat(report.examples()).isEqualTo(4 * 4 + 4);
    assertThat(replayed("slow", loop.withWorkers(2)).weights()).isEqualTo(state.weights());
  }

  @ParameterizedTest
  @EnumSource(
      value = Averaging.Combine.class,
      names = {"DRIVER", "SLICES"})
  void goesOnWithoutASilentWorker(Averaging.Combine combine) {
    LoopSettings loop =
        with(
            settings(2, 4, 0, averaging("mean", "average", "fp32", combine.name())),
            new StopSettings(1, 0, 0),
            new FaultSettings(0, 1, 3, 0.6, 0));
    TrainerFactory silent = () -> new FaultyTrainer(PARAMETERS, FaultyTrainer.Fault.SILENT);
    TrainingState state =
        outcome("silent-" + combine, loop.withWorkers(3), silent, Optional.empty()).state();
    assertThat(state.progress().last().orElseThrow().participants())
        .extracting(RoundReport.Participant::worker)
        .containsExactly(0, 2);
    for (int lane = 0; lane < 16; lane++) {
      LaneCursor cursor = state.progress().lanes().get(lane);
      assertThat(cursor.equals(LaneCursor.START))
          .as("whether lane " + lane + " is as it was")
          .isEqualTo(lane % 3 == 1);
    }
    assertThatThrownBy(
            () ->
                outcome(
                    "quorum-" + combine,
                    with(loop, loop.stop(), new FaultSettings(0, 1, 3, 1, 0)).withWorkers(3),
                    silent,
                    Optional.empty()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("2 of 3 workers answered")
        .hasMessageContaining("asks for 3")
        .hasMessageContaining("--resume");
  }

  @Test
  void keepsTheMomentsOfThoseThatAreNotSilent() {
    LoopSettings loop =
        with(
            settings(1, 4, 0, averaging("mean", "local", "fp32", "auto")),
            3,
            new StopSettings(3, 0, 0),
            new FaultSettings(0, 1, 1, 0.6, 0));
    TrainerFactory silent = () -> new FaultyTrainer(PARAMETERS, FaultyTrainer.Fault.SILENT);
    TrainingState state = outcome("quiet", loop.withWorkers(3), silent, Optional.empty()).state();
    assertThat(state.workerFiles())
        .containsOnlyKeys(
            "moments/round-000003/worker-000.safetensors",
            "moments/round-000003/worker-002.safetensors");
    assertThat(replayed("quiet", loop.withWorkers(3)).weights()).isEqualTo(state.weights());
  }

  @ParameterizedTest
  @ValueSource(strings = {"average", "local"})
  void asManyWorkersAsThereAreExecutorsAndTheSameAgain(String moments) throws IOException {
    LoopSettings loop =
        with(
                settings(2, 4, 0, averaging("nesterov", moments, "fp32", "auto")),
                5,
                new StopSettings(5, 0, 0),
                new FaultSettings(0, 1, 0, 1, 0))
            .withWorkers(3);
    TrainerFactory trainers = () -> new LinearTrainer(PARAMETERS, 0.01, true);
    LoopSettings first = with(loop, 5, new StopSettings(2, 0, 0), loop.faults());
    outcome("elastic", first, trainers, Optional.empty());
    CheckpointStore store = new CheckpointStore(files("elastic"), LinearTrainer.layout(PARAMETERS));
    Optional<TrainingState> saved = store.newest().map(store::training);
    // the session's two slots are fewer than three workers
    LoopSettings fewer = with(loop, 5, loop.stop(), new FaultSettings(0, 1, 0, 1, 1));
    TrainingState end = outcome("elastic", fewer, trainers, saved).state();
    assertThat(RunLog.read(files("elastic")))
        .extracting(RoundReport::workers)
        .containsExactly(3, 3, 2, 2, 2);
    assertThat(replayed("elastic", loop).weights()).isEqualTo(end.weights());
  }

  @Test
  void aReplayNeedsRounds() {
    assertThatThrownBy(() -> Replay.of(new Configuration(), directory.toString()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has no metrics.jsonl");
  }

  /** The end of a run by sound trainers that repeats another's rounds, whatever the deadline. */
  private TrainingState replayed(String name, LoopSettings loop) {
    return outcome(
            name + "-replayed",
            loop,
            () -> new LinearTrainer(PARAMETERS, 0.01, true),
            Optional.empty(),
            Replay.of(new Configuration(), directory.resolve(name).toString()))
        .state();
  }

  @Test
  void endsWhereValidationIsNoBetterAndKeepsTheBest() throws IOException {
    LoopSettings loop =
        with(settings(3, 4, 0), new StopSettings(0, 0, 3), new FaultSettings(0, 1, 0, 1, 0));
    // so large that it overshoots after a while
    TrainerFactory trainers = () -> new LinearTrainer(PARAMETERS, 0.3, false);
    RoundLoop.Outcome outcome = outcome("patience", loop, trainers, Optional.empty());
    assertThat(outcome.ending()).isEqualTo(RoundLoop.Ending.NO_BETTER);
    List<RoundReport> rounds = new ArrayList<>();
    for (String line : Files.readAllLines(directory.resolve("patience/metrics.jsonl"))) {
      rounds.add(Json.read(line.getBytes(StandardCharsets.UTF_8), RoundReport.class));
    }
    RoundReport best =
        rounds.stream()
            .min(Comparator.comparingDouble(round -> round.validationLoss().orElseThrow()))
            .orElseThrow();
    assertThat(rounds).hasSize(best.round() + 3);
    assertThat(outcome.state().progress().round()).isEqualTo(best.round());
    CheckpointStore store =
        new CheckpointStore(files("patience"), LinearTrainer.layout(PARAMETERS));
    assertThat(outcome.state().weights()).isEqualTo(store.at(best.round()).weights());

    TrainingState last = store.training(store.newest().orElseThrow());
    RoundLoop.Outcome again = outcome("patience", loop, trainers, Optional.of(last));
    assertThat(again.ending()).isEqualTo(RoundLoop.Ending.NO_BETTER);
    assertThat(again.state().weights()).isEqualTo(outcome.state().weights());
  }

  @Test
  void stopsWhereItsTimeIsOver() {
    LoopSettings loop =
        with(settings(3, 4, 0), new StopSettings(0, 1e-9, 0), new FaultSettings(0, 1, 0, 1, 0));
    TrainerFactory trainers = () -> new LinearTrainer(PARAMETERS, 0.01, false);
    RoundLoop.Outcome outcome = outcome("time", loop, trainers, Optional.empty());
    assertThat(outcome.ending()).isEqualTo(RoundLoop.Ending.TIME);
    assertThat(outcome.state().progress().round()).isLessThan(2);
  }

  @Test
  void refusesMoreWorkersThanLanes() {
    assertThatThrownBy(() -> train("many", settings(1, 1, 0), 17, 0.1, false))
        .hasMessageContaining("17 workers")
        .hasMessageContaining("--workers");
  }

  @ParameterizedTest
  @ValueSource(strings = {"average", "reset", "local"})
  void combinesInSlicesAsOnTheDriver(String moments) {
    for (String outer : List.of("mean", "nesterov")) {
      for (String deltas : List.of("fp32", "fp16")) {
        String name = outer + "-" + deltas;
        TrainingState driver =
            trained(name + "-driver", averaging(outer, moments, deltas, "driver"));
        TrainingState slices =
            trained(name + "-slices", averaging(outer, moments, deltas, "slices"));
        assertThat(slices.weights()).isEqualTo(driver.weights());
        assertThat(slices.velocity()).isEqualTo(driver.velocity());
        assertThat(slices.workerFiles()).isEqualTo(driver.workerFiles());
      }
    }
  }

  @Test
  void whatBecomesOfMomentsAndStepsMakesADifference() {
    List<float[]> ends =
        Stream.of(
                averaging("mean", "average", "fp32", "auto"),
                averaging("mean", "reset", "fp32", "auto"),
                averaging("mean", "local", "fp32", "auto"),
                averaging("mean", "average", "fp16", "auto"),
                averaging("nesterov", "average", "fp32", "auto"))
            .map(averaging -> trained(UUID.randomUUID().toString(), averaging).weights())
            .toList();
    assertThat(ends).doesNotHaveDuplicates();
    assertThat(Norms.relativeDifference(ends.get(3), ends.get(0)))
        .as("half precision against single")
        .isBetween(1e-9, 1e-3);
  }

  @Test
  void localMomentsFollowTheNumberOfWorkers() throws IOException {
    Averaging local = averaging("mean", "local", "fp32", "auto");
    TrainingState two = train("two", settings(3, 4, 0, local), 2, 0.01, true);
    Path moments = directory.resolve("two/moments");
    try (var kept = Files.list(moments)) {
      assertThat(kept.map(path -> path.getFileName().toString()))
          .as("the rounds of the three checkpoints and the best")
          .contains("round-000009", "round-000010", "round-000011")
          .hasSizeBetween(3, 4);
    }
    assertThat(two.workerFiles())
        .containsOnlyKeys(
            "moments/round-000011/worker-000.safetensors",
            "moments/round-000011/worker-001.safetensors");

    CheckpointStore store = new CheckpointStore(files("two"), LinearTrainer.layout(PARAMETERS));
    TrainingState saved = store.training(store.newest().orElseThrow());
    LoopSettings longer = settings(3, 4, 0, local).withWorkers(5);
    TrainingState more = train("two", withRounds(longer, 13), 5, 0.01, true, Optional.of(saved));
    assertThat(more.progress().round()).isEqualTo(13);
    assertThat(more.workerFiles()).hasSize(5);

    // One of them is damaged: the checkpoint before is the newest whole one.
    Path damaged = moments.resolve("round-000013/worker-003.safetensors");
    byte[] bytes = Files.readAllBytes(damaged);
    bytes[bytes.length - 1]++;
    Files.write(damaged, bytes);
    assertThat(store.newest().orElseThrow().run().round()).isEqualTo(12);
  }

  private TrainingState trained(String name, Averaging averaging) {
    return train(name, settings(3, 4, 0, averaging), 3, 0.01, true);
  }

  private static Averaging averaging(String outer, String moments, String deltas, String combine) {
    return new Averaging(
        Averaging.Outer.valueOf(outer.toUpperCase(Locale.ROOT)),
        0.7,
        0.9,
        Averaging.Moments.valueOf(moments.toUpperCase(Locale.ROOT)),
        Averaging.Deltas.valueOf(deltas.toUpperCase(Locale.ROOT)),
        Averaging.Combine.valueOf(combine.toUpperCase(Locale.ROOT)));
  }

  private static LoopSettings settings(int localSteps, int batchSize, double averageDecay) {
    return settings(
        localSteps, batchSize, averageDecay, averaging("mean", "average", "fp32", "auto"));
  }

  private static LoopSettings settings(
      int localSteps, int batchSize, double averageDecay, Averaging averaging) {
    return new LoopSettings(
        1,
        2,
        6,
        localSteps,
        batchSize,
        16,
        averageDecay,
        1,
        1,
        30,
        16,
        new StopSettings(0, 0, 0),
        new FaultSettings(3, 0.5, 0, 1, 0),
        averaging);
  }

  private static LoopSettings with(LoopSettings loop, StopSettings stop, FaultSettings faults) {
    return with(loop, loop.minimumRounds(), stop, faults);
  }

  private static LoopSettings withRounds(LoopSettings loop, int rounds) {
    return with(loop, rounds, loop.stop(), loop.faults());
  }

  private static LoopSettings with(
      LoopSettings loop, int minimumRounds, StopSettings stop, FaultSettings faults) {
    return new LoopSettings(
        loop.workers(),
        loop.epochs(),
        minimumRounds,
        loop.localSteps(),
        loop.batchSize(),
        loop.lanes(),
        loop.averageDecay(),
        loop.checkpointEvery(),
        loop.validationEvery(),
        loop.validationWindows(),
        loop.cacheMegabytes(),
        stop,
        faults,
        loop.averaging());
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
    RoundLoop.Outcome outcome =
        outcome(
            name,
            settings.withWorkers(workers),
            () -> new LinearTrainer(PARAMETERS, learningRate, momentum),
            from);
    assertThat(outcome.ending()).isEqualTo(RoundLoop.Ending.FINISHED);
    return outcome.state();
  }

  private void deleteNewest(String name, int rounds) throws IOException {
    List<Path> kept;
    try (var folders = Files.list(directory.resolve(name + "/checkpoints"))) {
      kept = folders.sorted().toList();
    }
    for (Path folder : kept.subList(kept.size() - rounds, kept.size())) {
      Files.delete(folder.resolve("MANIFEST.json"));
    }
  }

  private RoundLoop.Outcome outcome(
      String name, LoopSettings loop, TrainerFactory trainers, Optional<TrainingState> from) {
    return outcome(name, loop, trainers, from, Replay.none());
  }

  private RoundLoop.Outcome outcome(
      String name,
      LoopSettings loop,
      TrainerFactory trainers,
      Optional<TrainingState> from,
      Replay replay) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
    TrainingData training = data(spark, Split.Role.TRAIN);
    TrainingRun run =
        new TrainingRun(
            UUID.randomUUID().toString(), trainers, loop, 3, loop.rounds(training.windows()));
    RunIdentity identity =
        new RunIdentity(
            "test", "table", 1, "recipe", "split", JsonNodeFactory.instance.objectNode(), "1", 1);
    String output = directory.resolve(name).toString();
    RoundLoop.Conduct conduct =
        new RoundLoop.Conduct(20, replay, TaskSlots.of(LocalSpark.session()));
    try (Lease lease = Lease.acquire(new Configuration(), output, "test")) {
      RoundLoop rounds =
          new RoundLoop(spark, files(name), lease, conduct, new PrintWriter(printed, true));
      return rounds.train(
          new RoundLoop.Plan(
              run,
              identity,
              LinearTrainer.layout(PARAMETERS),
              training,
              Optional.of(data(spark, Split.Role.VALIDATION))),
          from.orElseGet(() -> RoundLoop.begin(run, new float[PARAMETERS])));
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
