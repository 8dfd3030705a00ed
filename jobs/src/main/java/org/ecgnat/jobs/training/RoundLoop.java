package org.ecgnat.jobs.training;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.spark.Lease;
import org.ecgnat.jobs.training.averaging.Averaging;
import org.ecgnat.model.training.OptimizerState;
import org.ecgnat.model.training.ParameterLayout;

/**
 * Training in rounds with a checkpoint after each: local steps on the workers, combination,
 * validation. Interrupted anywhere and resumed, it ends with the same weights bit for bit.
 */
final class RoundLoop {
  private final JavaSparkContext spark;
  private final RunFiles files;
  private final Lease lease;
  private final PrintWriter out;

  /**
   * What to train on what.
   *
   * @param run what stays the same
   * @param identity what must stay the same when it is resumed
   * @param layout of the weights
   * @param training windows to learn from
   * @param validation windows for the validation loss; empty for none
   */
  record Plan(
      TrainingRun run,
      RunIdentity identity,
      ParameterLayout layout,
      TrainingData training,
      Optional<TrainingData> validation) {

    /** Checks that every worker has something to do. */
    Plan {
      if (run.loop().workers() > run.loop().lanes()) {
        throw UserException.usage(
            "Cannot train with "
                + run.loop().workers()
                + " workers: the data are dealt to "
                + run.loop().lanes()
                + " lanes; give fewer --workers, or --set loop.lanes="
                + run.loop().workers());
      }
      if (training.windows() < run.loop().lanes()) {
        throw new UserException(
            "Cannot train on "
                + training.windows()
                + " windows: that is less than one for each of "
                + run.loop().lanes()
                + " lanes; check that the split matches the corpus (ecgnat corpus lists sources and"
                + " folds), or give --set loop.lanes");
      }
    }
  }

  /** A run's end, or its interruption. */
  enum Ending {
    FINISHED,
    STOPPED
  }

  /**
   * How it went.
   *
   * @param ending whether all rounds are done
   * @param state after the last round
   */
  record Outcome(Ending ending, TrainingState state) {}

  /**
   * A loop in a run directory.
   *
   * @param lease of the run directory
   * @param out gets a line a round
   */
  RoundLoop(JavaSparkContext spark, RunFiles files, Lease lease, PrintWriter out) {
    this.spark = spark;
    this.files = files;
    this.lease = lease;
    this.out = out;
  }

  /** The state before the first round. */
  static TrainingState begin(TrainingRun run, float[] weights) {
    Averaging averaging = run.loop().averaging();
    return new TrainingState(
        weights,
        averaging.moments() == Averaging.Moments.AVERAGE
            ? Optional.of(OptimizerState.zeros(weights.length))
            : Optional.empty(),
        averaging.outerStep().still(weights.length),
        run.loop().averageDecay() > 0 ? Optional.of(weights) : Optional.empty(),
        0,
        Map.of(),
        RunProgress.start(run.loop().lanes()));
  }

  /**
   * Trains from a state to the end of the run.
   *
   * @throws UserException where the loss is no longer finite, or the directory cannot be written
   */
  Outcome train(Plan plan, TrainingState from) {
    TrainingRun run = plan.run();
    Broadcast<TrainingData> training = spark.broadcast(plan.training());
    Optional<Broadcast<TrainingData>> held = plan.validation().map(spark::broadcast);
    try (StopSignal signal = new StopSignal()) {
      RoundRunner rounds = new RoundRunner(spark, run, training, files, plan.layout().size());
      Optional<ValidationRunner> validation = held.map(data -> validation(plan, data));
      CheckpointStore checkpoints = new CheckpointStore(files, plan.layout());
      RunLog log = new RunLog(files, out, run.rounds(), from.progress());
      TrainingState state = from;
      int saved = from.progress().round();
      while (state.progress().round() < run.rounds() && !signal.requested()) {
        state = rounds.next(state);
        int round = state.progress().round();
        if (validation.isPresent() && due(round, run.loop().validationEvery(), run)) {
          double loss = validation.get().loss(state.finalWeights());
          state = state.with(state.progress().validated(loss));
        }
        lease.check();
        if (due(round, run.loop().checkpointEvery(), run)) {
          checkpoints.write(state, runState(plan, state));
          saved = round;
        }
        checkpoints.dropWorkerFiles(round);
        log.round(state.progress().last().orElseThrow());
      }
      if (saved < state.progress().round()) {
        checkpoints.write(state, runState(plan, state));
      }
      return new Outcome(
          state.progress().round() < run.rounds() ? Ending.STOPPED : Ending.FINISHED, state);
    } finally {
      TrainerPool.close(run.id());
      training.destroy();
      held.ifPresent(Broadcast::destroy);
    }
  }

  private ValidationRunner validation(Plan plan, Broadcast<TrainingData> data) {
    int most = plan.run().loop().validationWindows();
    int windows = (int) Math.min(most, data.value().windows());
    return new ValidationRunner(spark, plan.run(), data, windows);
  }

  private static boolean due(int round, int every, TrainingRun run) {
    return round % every == 0 || round == run.rounds();
  }

  private static RunState runState(Plan plan, TrainingState state) {
    RunProgress progress = state.progress();
    return new RunState(
        progress.round(),
        plan.run().rounds(),
        progress.scheduleStep(),
        progress.epoch(),
        progress.lanes(),
        state.moments().map(OptimizerState::steps).orElse(0L),
        plan.run().seed(),
        state.workers(),
        state.workerFiles(),
        progress.best(),
        progress.last(),
        plan.identity());
  }
}
