package org.ecgnat.jobs.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.ecgnat.jobs.spark.TaskSlots;
import org.ecgnat.jobs.training.averaging.Averaging;
import org.ecgnat.jobs.training.averaging.FlatVector;
import org.ecgnat.jobs.training.averaging.MovingAverage;
import org.ecgnat.jobs.training.averaging.OuterStep;
import org.ecgnat.model.training.OptimizerState;

/** One round: broadcast, local steps of every worker as a Spark job, combination, outer step. */
final class RoundRunner {
  /** Contributions of this size together are combined on the driver where nothing else is said. */
  private static final long DRIVER_BYTES = 512L << 20;

  private final JavaSparkContext spark;
  private final TaskSlots slots;
  private final TrainingRun run;
  private final Broadcast<TrainingData> data;
  private final WorkerMoments moments;
  private final OuterStep outer;
  private final Combination combination;

  /**
   * The rounds of a run.
   *
   * @param slots for its tasks
   * @param files of the run, where workers may keep theirs
   * @param parameters of the network
   */
  RoundRunner(
      JavaSparkContext spark,
      TaskSlots slots,
      TrainingRun run,
      Broadcast<TrainingData> data,
      RunFiles files,
      int parameters) {
    this.spark = spark;
    this.slots = slots;
    this.run = run;
    this.data = data;
    Averaging averaging = run.loop().averaging();
    this.moments =
        switch (averaging.moments()) {
          case AVERAGE -> new WorkerMoments.Averaged();
          case RESET -> new WorkerMoments.Reset();
          case LOCAL -> new LocalMoments(files.configuration(), files.directory().toString());
        };
    this.outer = averaging.outerStep();
    this.combination =
        inSlices(averaging, parameters)
            ? new SlicedCombination(vectorsOfAWorker(averaging), parameters)
            : new DriverCombination();
  }

  private boolean inSlices(Averaging averaging, int parameters) {
    long bytes =
        (long) vectorsOfAWorker(averaging) * parameters * Float.BYTES * run.loop().workers();
    return switch (averaging.combine()) {
      case DRIVER -> false;
      case SLICES -> true;
      case AUTO -> bytes > DRIVER_BYTES;
    };
  }

  private static int vectorsOfAWorker(Averaging averaging) {
    return averaging.moments() == Averaging.Moments.AVERAGE ? 3 : 1;
  }

  /**
   * The state after another round. The velocity of the one before is moved on.
   *
   * @param crew who works
   * @param watch decides how long it may take
   * @throws DivergedRound where the loss is no longer finite; the state is as before
   * @throws AbandonedRound where the watch gave it up; the state is as before
   */
  TrainingState next(TrainingState state, Crew crew, RoundJob.Watch watch)
      throws DivergedRound, AbandonedRound {
    long clock = System.currentTimeMillis();
    long began = System.nanoTime();
    int round = state.progress().round() + 1;
    spark.setJobDescription("round " + round + " of " + run.rounds());
    // a worker that is given up may be waiting for something that never comes
    spark.setLocalProperty("spark.job.interruptOnCancel", "true");
    Combination.Combined combined = combined(state, round, crew, watch);
    List<WorkerReport> reports = combined.reports();
    for (WorkerReport report : reports) {
      checkFinite(report);
    }
    float[] weights = combined.means().get(0);
    outer.take(state.weights(), state.velocity(), weights);
    int steps = reports.stream().mapToInt(WorkerReport::steps).max().orElseThrow();
    Optional<float[]> average =
        state
            .average()
            .map(
                before ->
                    new MovingAverage(run.loop().averageDecay()).after(before, weights, steps));
    Map<String, CheckpointManifest.Entry> files = new TreeMap<>();
    reports.forEach(report -> files.putAll(report.files()));
    RoundReport.Times times =
        new RoundReport.Times(
            clock,
            (System.nanoTime() - began) / 1e9,
            combined.seconds(),
            OptionalDouble.empty(),
            OptionalDouble.empty());
    return new TrainingState(
        weights,
        state.moments().map(before -> averaged(combined)),
        state.velocity(),
        average,
        files,
        progress(state.progress(), crew, reports, steps, times));
  }

  private Combination.Combined combined(
      TrainingState state, int round, Crew crew, RoundJob.Watch watch) throws AbandonedRound {
    List<Integer> workers = crew.participants();
    Broadcast<RoundStart> start =
        spark.broadcast(
            new RoundStart(
                round,
                crew,
                state.progress().lastWorkers(),
                FlatVector.of(state.weights()),
                state.moments().map(RoundRunner::vectors).orElse(List.of()),
                state.moments().map(OptimizerState::steps).orElse(0L),
                state.progress().scheduleStep(),
                state.progress().rateFactor(),
                state.progress().lanes()));
    try {
      JavaRDD<Contribution> work =
          slots
              .on(spark.parallelize(workers, workers.size()))
              .map(new LocalSteps(run, moments, data, start));
      return combination.of(work, watch);
    } finally {
      start.destroy();
    }
  }

  private static List<FlatVector> vectors(OptimizerState moments) {
    return List.of(FlatVector.of(moments.firstMoment()), FlatVector.of(moments.secondMoment()));
  }

  private static OptimizerState averaged(Combination.Combined combined) {
    return new OptimizerState(
        combined.means().get(1),
        combined.means().get(2),
        combined.reports().stream().mapToLong(WorkerReport::optimizerSteps).max().orElseThrow());
  }

  private static RunProgress progress(
      RunProgress before,
      Crew crew,
      List<WorkerReport> reports,
      int steps,
      RoundReport.Times times) {
    List<LaneCursor> lanes = new ArrayList<>(before.lanes());
    reports.forEach(report -> report.lanes().forEach(lanes::set));
    long examples = reports.stream().mapToLong(WorkerReport::examples).sum();
    int allSteps = reports.stream().mapToInt(WorkerReport::steps).sum();
    double lossSum = 0;
    double gradientNormSum = 0;
    for (WorkerReport report : reports) {
      lossSum += report.lossSum();
      gradientNormSum += report.gradientNormSum();
    }
    RunProgress next =
        new RunProgress(
            before.round() + 1,
            before.scheduleStep() + steps,
            lanes,
            before.dropped(),
            before.rateFactor(),
            before.best(),
            Optional.empty());
    RoundReport report =
        new RoundReport(
            next.round(),
            next.epoch(),
            lossSum / examples,
            OptionalDouble.empty(),
            gradientNormSum / allSteps,
            before.rateFactor(),
            examples,
            crew.workers(),
            times,
            reports.stream().map(WorkerReport::participant).toList());
    return next.with(report);
  }

  private static void checkFinite(WorkerReport report) throws DivergedRound {
    if (!Double.isFinite(report.lossSum()) || !Double.isFinite(report.gradientNormSum())) {
      throw new DivergedRound(report);
    }
  }
}
