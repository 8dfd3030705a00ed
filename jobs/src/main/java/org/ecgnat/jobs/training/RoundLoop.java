package org.ecgnat.jobs.training;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.report.TrainingPage;
import org.ecgnat.jobs.spark.Lease;
import org.ecgnat.jobs.spark.TaskSlots;
import org.ecgnat.jobs.training.averaging.Averaging;
import org.ecgnat.model.training.OptimizerState;
import org.ecgnat.model.training.ParameterLayout;

/**
 * Training in rounds with a checkpoint after each: local steps on the workers, combination,
 * validation. Interrupted anywhere and resumed, it ends with the same weights bit for bit.
 */
final class RoundLoop {
  static final String PAGE = "training.html";

  private final JavaSparkContext spark;
  private final RunFiles files;
  private final Lease lease;
  private final Conduct conduct;
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
    /** All rounds are done. */
    FINISHED(true),
    /** Validations were no better for long enough. */
    NO_BETTER(true),
    /** A signal came. */
    SIGNAL(false),
    /** Its time is over. */
    TIME(false);

    private final boolean done;

    Ending(boolean done) {
      this.done = done;
    }

    /** Whether nothing is left to do. */
    boolean done() {
      return done;
    }
  }

  /**
   * How it went.
   *
   * @param ending why no further round was begun
   * @param state after the last round, or the best one where that is kept
   */
  record Outcome(Ending ending, TrainingState state) {}

  /**
   * What the loop goes by, beside its plan; none of it changes the weights that come out of a round
   * by a given crew.
   *
   * @param graceSeconds that a round may still take when a signal has come
   * @param replay of another run's crews
   * @param slots for tasks of training
   */
  record Conduct(double graceSeconds, Replay replay, TaskSlots slots) {}

  /**
   * A loop in a run directory.
   *
   * @param lease of the run directory
   * @param out gets a line a round
   */
  RoundLoop(JavaSparkContext spark, RunFiles files, Lease lease, Conduct conduct, PrintWriter out) {
    this.spark = spark;
    this.files = files;
    this.lease = lease;
    this.conduct = conduct;
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
        Map.of(),
        RunProgress.start(run.loop().lanes()));
  }

  /**
   * Trains from a state to the end of the run.
   *
   * @throws UserException where the loss is no longer finite, too many workers are silent, or the
   *     directory cannot be written
   */
  Outcome train(Plan plan, TrainingState from) {
    TrainingRun run = plan.run();
    Broadcast<TrainingData> training = spark.broadcast(plan.training());
    Optional<Broadcast<TrainingData>> held = plan.validation().map(spark::broadcast);
    try (StopSignal signal = new StopSignal()) {
      return new Rounds(plan, signal, training, held, from).run();
    } finally {
      TrainerPool.close(run.id());
      training.destroy();
      held.ifPresent(Broadcast::destroy);
    }
  }

  /** The rounds of one call: what they have, and where they stand. */
  private final class Rounds {
    private final Plan plan;
    private final StopSignal signal;
    private final RoundRunner runner;
    private final Optional<ValidationRunner> validation;
    private final CheckpointStore checkpoints;
    private final RunLog log;
    private final long began = System.nanoTime();
    private TrainingState state;
    private int saved;
    private OptionalDouble lastSeconds = OptionalDouble.empty();

    Rounds(
        Plan plan,
        StopSignal signal,
        Broadcast<TrainingData> training,
        Optional<Broadcast<TrainingData>> held,
        TrainingState from) {
      this.plan = plan;
      this.signal = signal;
      runner =
          new RoundRunner(
              spark, conduct.slots(), plan.run(), training, files, plan.layout().size());
      validation = held.map(data -> validation(plan, data));
      checkpoints = new CheckpointStore(files, plan.layout());
      log = new RunLog(files, out, plan.run().rounds(), from.progress());
      state = from;
      saved = from.progress().round();
    }

    Outcome run() {
      Optional<Ending> ending = ending();
      try {
        while (ending.isEmpty()) {
          ending = round();
        }
      } finally {
        // also where a fault ends the run: nothing that is done is done again
        save();
        page();
      }
      return new Outcome(ending.get(), ending.get().done() ? kept() : state);
    }

    private void page() {
      if (!log.reports().isEmpty()) {
        String name = files.directory().getName();
        files.replace(PAGE, TrainingPage.of(name, plan.run().rounds(), log.reports()));
      }
    }

    private Optional<Ending> ending() {
      StopSettings stop = plan.run().loop().stop();
      if (state.progress().round() >= plan.run().rounds()) {
        return Optional.of(Ending.FINISHED);
      }
      if (stop.patience() > 0 && state.progress().sinceBest() >= stop.patience()) {
        return Optional.of(Ending.NO_BETTER);
      }
      if (signal.requested()) {
        return Optional.of(Ending.SIGNAL);
      }
      if (stop.hours() > 0 && (System.nanoTime() - began) / 3.6e12 > stop.hours()) {
        return Optional.of(Ending.TIME);
      }
      return Optional.empty();
    }

    private Optional<Ending> round() {
      LoopSettings loop = plan.run().loop();
      Crew crew = crew();
      RoundWatch watch =
          new RoundWatch(crew, loop.faults(), signal, conduct.graceSeconds(), lastSeconds);
      try {
        state = runner.next(state, crew, watch);
      } catch (DivergedRound e) {
        drop(e);
        return ending();
      } catch (AbandonedRound e) {
        return Optional.of(Ending.SIGNAL);
      }
      int round = state.progress().round();
      lastSeconds = OptionalDouble.of(state.progress().last().orElseThrow().times().seconds());
      boolean best = false;
      if (validation.isPresent() && due(round, loop.validationEvery(), plan.run())) {
        long asked = System.nanoTime();
        double loss = validation.get().loss(state.finalWeights());
        state = state.with(state.progress().validated(loss, (System.nanoTime() - asked) / 1e9));
        best = loop.stop().patience() > 0 && state.progress().sinceBest() == 0;
      }
      RoundReport report = state.progress().last().orElseThrow();
      lease.check();
      if (best || due(round, loop.checkpointEvery(), plan.run())) {
        long asked = System.nanoTime();
        write();
        report = report.saved((System.nanoTime() - asked) / 1e9);
      }
      if (!state.workerFiles().isEmpty()) {
        checkpoints.dropWorkerFiles(round);
      }
      log.round(report);
      return ending();
    }

    private Crew crew() {
      LoopSettings loop = plan.run().loop();
      Optional<RoundReport> recorded = conduct.replay().round(state.progress().round() + 1);
      if (recorded.isPresent()) {
        state = state.with(state.progress().atRate(recorded.get().rateFactor()));
        return Crew.of(recorded.get());
      }
      return Crew.of(loop.crewSize(conduct.slots().now()), loop);
    }

    private void save() {
      if (saved < state.progress().round()) {
        lease.check();
        write();
      }
    }

    private void write() {
      checkpoints.write(state, runState(plan, state));
      saved = state.progress().round();
    }

    private void drop(DivergedRound e) {
      FaultSettings faults = plan.run().loop().faults();
      int round = state.progress().round() + 1;
      if (state.progress().dropped() >= faults.droppedRounds()) {
        save();
        throw new UserException(
            "Cannot go on training: "
                + e.getMessage()
                + " of round "
                + round
                + ", and "
                + state.progress().dropped()
                + " rounds were dropped before (loop.faults.droppedRounds); "
                + (saved > 0 ? "round " + saved + " is the last good checkpoint; " : "")
                + "begin another run in another --output with a smaller optimizer.learningRate or a"
                + " smaller optimizer.clipNorm");
      }
      state = state.with(state.progress().afterDropped(faults.rateCut()));
      out.printf(
          Locale.ROOT,
          "round %d dropped: %s; it is tried again at %.3g of the learning rate%n",
          round,
          e.getMessage(),
          state.progress().rateFactor());
      out.flush();
    }

    /** The last state, or the best where that is asked for. */
    private TrainingState kept() {
      Optional<Integer> best =
          plan.run().loop().stop().patience() > 0
              ? state.progress().best().map(RunProgress.Best::round)
              : Optional.empty();
      return best.filter(round -> round != state.progress().round())
          .map(checkpoints::at)
          .orElse(state);
    }
  }

  private ValidationRunner validation(Plan plan, Broadcast<TrainingData> data) {
    int most = plan.run().loop().validationWindows();
    int windows = (int) Math.min(most, data.value().windows());
    return new ValidationRunner(spark, conduct.slots(), plan.run(), data, windows);
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
        progress.dropped(),
        progress.rateFactor(),
        state.moments().map(OptimizerState::steps).orElse(0L),
        plan.run().seed(),
        state.workerFiles(),
        progress.best(),
        progress.last(),
        plan.identity());
  }
}
