package org.ecgnat.jobs.training;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.config.ConfigFiles;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.jobs.spark.Lease;
import org.ecgnat.jobs.spark.TaskSlots;
import org.ecgnat.model.training.ParameterLayout;

/**
 * The output of a training command, held by a lease: {@code checkpoints/}, {@code moments/} where
 * workers keep theirs, {@code metrics.jsonl}, {@code tensorboard/}, {@code training.html}, {@code
 * config.yaml}, {@code model/} and {@code result.json}. A probe has no rounds: what it is stands in
 * {@code probe.json}, and it is done once or begins again.
 */
final class RunDirectory implements AutoCloseable {
  private static final String CONFIG = "config.yaml";
  private static final String RESULT = "result.json";
  private static final String PROBE = "probe.json";
  private static final List<String> OWN =
      List.of(
          CheckpointStore.FOLDER,
          LocalMoments.FOLDER,
          RunLog.FILE,
          RunLog.EVENTS,
          RoundLoop.PAGE,
          CONFIG,
          PROBE,
          ModelFiles.FOLDER,
          RESULT);

  private final SparkSession spark;
  private final RunFiles files;
  private final Lease lease;
  private final boolean made;
  private final RunMode mode;
  private final PrintWriter out;
  private final CheckpointStore checkpoints;
  private final Optional<CheckpointStore.Saved> saved;
  private final Optional<RunIdentity> begun;

  private RunDirectory(
      SparkSession spark,
      RunFiles files,
      Lease lease,
      boolean made,
      RunMode mode,
      PrintWriter out,
      CheckpointStore checkpoints,
      Optional<CheckpointStore.Saved> saved,
      Optional<RunIdentity> begun) {
    this.spark = spark;
    this.files = files;
    this.lease = lease;
    this.made = made;
    this.mode = mode;
    this.out = out;
    this.checkpoints = checkpoints;
    this.saved = saved;
    this.begun = begun;
  }

  /**
   * Takes a run directory.
   *
   * @param layout of the weights
   * @param out gets the progress
   * @throws UserException where it holds something that shall not be touched, belongs to another
   *     process, or cannot be written
   */
  static RunDirectory open(
      SparkSession spark,
      String command,
      String output,
      RunMode mode,
      ParameterLayout layout,
      PrintWriter out) {
    var hadoop = spark.sessionState().newHadoopConf();
    RunFiles files = new RunFiles(hadoop, output);
    if (mode.start() == StartMode.NEW && OWN.stream().anyMatch(files::exists)) {
      throw new UserException(
          "Cannot write to "
              + output
              + ": it holds a run already; add --resume to go on with it, --overwrite to replace"
              + " it, or choose another --output");
    }
    boolean made = !files.exists(".");
    Lease lease = Lease.acquire(hadoop, output, command);
    try {
      if (mode.start() == StartMode.OVERWRITE) {
        OWN.forEach(files::delete);
      }
      CheckpointStore checkpoints = new CheckpointStore(files, layout);
      Optional<CheckpointStore.Saved> saved =
          mode.start() == StartMode.RESUME ? checkpoints.newest() : Optional.empty();
      Optional<RunIdentity> begun =
          mode.start() == StartMode.RESUME
              ? saved.map(found -> found.run().identity()).or(() -> probe(files))
              : Optional.empty();
      if (mode.start() == StartMode.RESUME && begun.isEmpty()) {
        out.println("There is no checkpoint in " + output + " yet: starting from the beginning");
      }
      return new RunDirectory(spark, files, lease, made, mode, out, checkpoints, saved, begun);
    } catch (RuntimeException e) {
      release(lease, made);
      throw e;
    }
  }

  /**
   * The corpus in the version that a resumed run began with; the newest for a new run.
   *
   * @throws UserException where that version is no longer kept
   */
  Corpus pinned(Corpus newest) {
    return begun
        .map(RunIdentity::tableVersion)
        .map(version -> Corpus.open(spark, newest.directory(), version))
        .orElse(newest);
  }

  /** Rounds of the run: those it was begun with. */
  int rounds(int planned) {
    return saved.map(found -> found.run().rounds()).orElse(planned);
  }

  /**
   * Trains to the end, or to a signal.
   *
   * @param configuration saved as YAML beside the result
   * @param initial weights before the first round
   * @throws UserException where the checkpoint is one of another run
   */
  RoundLoop.Outcome train(RoundLoop.Plan plan, Object configuration, Supplier<float[]> initial) {
    check(plan.identity());
    if (saved.isPresent()) {
      RunState run = saved.get().run();
      out.println(
          run.round() == run.rounds()
              ? "All " + run.rounds() + " rounds of this run are done"
              : "Resuming after round " + run.round() + " of " + run.rounds());
    }
    TrainingState from =
        saved
            .map(checkpoints::training)
            .orElseGet(() -> RoundLoop.begin(plan.run(), initial.get()));
    files.replace(CONFIG, ConfigFiles.toYaml(configuration));
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    RoundLoop.Conduct conduct =
        new RoundLoop.Conduct(
            mode.graceSeconds(),
            mode.replay()
                .map(other -> Replay.of(context.hadoopConfiguration(), other))
                .orElse(Replay.none()),
            TaskSlots.of(spark));
    return new RoundLoop(context, files, lease, conduct, out).train(plan, from);
  }

  /**
   * Notes down what a probe is, and clears what a killed one has left.
   *
   * @param configuration saved as YAML beside the result
   * @return whether it is done already
   * @throws UserException where the directory holds another run
   */
  boolean startProbe(RunIdentity identity, Object configuration) {
    check(identity);
    if (begun.isPresent() && files.exists(RESULT) && files.exists(ModelFiles.FOLDER)) {
      return true;
    }
    if (begun.isEmpty() && files.exists(ModelFiles.FOLDER)) {
      throw new UserException(
          "Cannot resume "
              + files.directory()
              + ": nothing says which run its model comes from; add --overwrite instead, or choose"
              + " another --output");
    }
    lease.check();
    files.delete(ModelFiles.FOLDER);
    files.replace(CONFIG, ConfigFiles.toYaml(configuration));
    files.replace(PROBE, Json.page(identity));
    return false;
  }

  private static Optional<RunIdentity> probe(RunFiles files) {
    return files
        .read(PROBE)
        .map(
            bytes -> {
              try {
                return Json.read(bytes, RunIdentity.class);
              } catch (IOException e) {
                throw new UserException(
                    "Cannot resume "
                        + files.directory()
                        + ": its "
                        + PROBE
                        + " is damaged; add --overwrite instead",
                    e);
              }
            });
  }

  private void check(RunIdentity now) {
    begun.ifPresent(was -> was.checkResumableAs(now, files.directory().toString()));
  }

  /** Where the model comes to lie. */
  RunFiles files() {
    lease.check();
    return files;
  }

  /** Writes {@code result.json}. */
  void result(Map<String, Object> result) {
    lease.check();
    files.replace(RESULT, Json.page(result));
  }

  @Override
  public void close() {
    release(lease, made);
  }

  /** A run that failed before it wrote anything leaves no directory that it made itself. */
  private static void release(Lease lease, boolean made) {
    if (made) {
      lease.closeAndRemoveUnused();
    } else {
      lease.close();
    }
  }
}
