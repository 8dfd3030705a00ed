package org.ecgnat.jobs.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.training.averaging.MovingAverage;
import org.ecgnat.jobs.training.averaging.OuterOptimizer;
import org.ecgnat.jobs.training.averaging.WeightedMean;
import org.ecgnat.model.training.OptimizerState;

/** One round: broadcast, local steps of every worker as a Spark job, combination on the driver. */
final class RoundRunner {
  private final JavaSparkContext spark;
  private final TrainingRun run;
  private final Broadcast<TrainingData> data;
  private final OuterOptimizer outer;

  RoundRunner(
      JavaSparkContext spark, TrainingRun run, Broadcast<TrainingData> data, OuterOptimizer outer) {
    this.spark = spark;
    this.run = run;
    this.data = data;
    this.outer = outer;
  }

  /**
   * The state after another round.
   *
   * @throws UserException where the loss is no longer finite
   */
  TrainingState next(TrainingState state) {
    long began = System.nanoTime();
    int round = state.progress().round() + 1;
    spark.setJobDescription("round " + round + " of " + run.rounds());
    List<Contribution> contributions = contributions(state);
    for (Contribution contribution : contributions) {
      checkFinite(round, contribution);
    }
    double[] examples = contributions.stream().mapToDouble(Contribution::examples).toArray();
    float[] weights =
        outer.step(state.weights(), mean(contributions, Contribution::delta, examples));
    int steps = contributions.stream().mapToInt(Contribution::steps).max().orElseThrow();
    OptimizerState moments =
        new OptimizerState(
            mean(contributions, Contribution::firstMoment, examples),
            mean(contributions, Contribution::secondMoment, examples),
            contributions.stream().mapToLong(Contribution::optimizerSteps).max().orElseThrow());
    Optional<float[]> average =
        state
            .average()
            .map(
                before ->
                    new MovingAverage(run.loop().averageDecay()).after(before, weights, steps));
    double seconds = (System.nanoTime() - began) / 1e9;
    return new TrainingState(
        weights, moments, average, progress(state.progress(), contributions, steps, seconds));
  }

  private List<Contribution> contributions(TrainingState state) {
    Broadcast<RoundStart> start =
        spark.broadcast(
            new RoundStart(
                state.weights(),
                state.optimizer().firstMoment(),
                state.optimizer().secondMoment(),
                state.optimizer().steps(),
                state.progress().scheduleStep(),
                state.progress().lanes()));
    int workers = run.loop().workers();
    try {
      List<Contribution> contributions =
          new ArrayList<>(
              spark
                  .parallelize(IntStream.range(0, workers).boxed().toList(), workers)
                  .map(new LocalSteps(run, data, start))
                  .collect());
      contributions.sort(Comparator.comparingInt(Contribution::worker));
      return contributions;
    } finally {
      start.destroy();
    }
  }

  private static float[] mean(
      List<Contribution> contributions, Function<Contribution, float[]> vector, double[] examples) {
    return WeightedMean.of(contributions.stream().map(vector).toList(), examples);
  }

  private static RunProgress progress(
      RunProgress before, List<Contribution> contributions, int steps, double seconds) {
    List<LaneCursor> lanes = new ArrayList<>(before.lanes());
    contributions.forEach(contribution -> contribution.lanes().forEach(lanes::set));
    long examples = contributions.stream().mapToLong(Contribution::examples).sum();
    int allSteps = contributions.stream().mapToInt(Contribution::steps).sum();
    double lossSum = 0;
    double gradientNormSum = 0;
    for (Contribution contribution : contributions) {
      lossSum += contribution.lossSum();
      gradientNormSum += contribution.gradientNormSum();
    }
    RunProgress next =
        new RunProgress(
            before.round() + 1,
            before.scheduleStep() + steps,
            lanes,
            before.best(),
            Optional.empty());
    RoundReport report =
        new RoundReport(
            next.round(),
            next.epoch(),
            lossSum / examples,
            OptionalDouble.empty(),
            gradientNormSum / allSteps,
            examples,
            seconds,
            contributions.stream().map(RoundRunner::participant).toList());
    return new RunProgress(
        next.round(), next.scheduleStep(), lanes, before.best(), Optional.of(report));
  }

  private static RoundReport.Participant participant(Contribution contribution) {
    return new RoundReport.Participant(
        contribution.worker(),
        contribution.executor(),
        contribution.steps(),
        contribution.examples(),
        contribution.seconds());
  }

  private static void checkFinite(int round, Contribution contribution) {
    if (!Double.isFinite(contribution.lossSum())
        || !Double.isFinite(contribution.gradientNormSum())) {
      throw new UserException(
          "Cannot go on training: the loss of worker "
              + contribution.worker()
              + " is no longer finite in step "
              + contribution.steps()
              + " of round "
              + round
              + "; begin another run in another --output with a smaller optimizer.learningRate or a"
              + " smaller optimizer.clipNorm");
    }
  }
}
