package org.ecgnat.jobs.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.cli.ExitCode;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.config.ConfigFiles;
import org.ecgnat.jobs.config.Split;
import org.ecgnat.jobs.config.Task;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.jobs.training.probe.LinearHead;
import org.ecgnat.model.Trainers;
import org.ecgnat.model.training.ParameterLayout;
import org.ecgnat.model.training.TrainerSpec;
import org.ecgnat.preprocessing.recording.Sha256;

/** Encoder → classifier, on a budget of labelled recordings. */
public final class FinetuneJob {
  static final String PROBE = "finetune --probe";
  private static final String COMMAND = "finetune";

  private final SparkSession spark;
  private final Options options;
  private final PrintWriter out;

  /**
   * What to do.
   *
   * @param corpus directory of the corpus
   * @param output run directory
   * @param encoder directory of the encoder; empty for a network with random weights
   * @param task name or file
   * @param split name or file
   * @param labels how many labelled recordings
   * @param seed keys the draw of labels and everything random in training
   * @param probe fit a linear head to the encoder as it is, instead of training
   * @param config the experiment
   * @param mode how the run is begun and ended
   */
  public record Options(
      String corpus,
      String output,
      Optional<String> encoder,
      String task,
      String split,
      LabelBudget labels,
      long seed,
      boolean probe,
      FinetuneConfig config,
      RunMode mode) {}

  /**
   * A job.
   *
   * @param out gets the progress
   */
  public FinetuneJob(SparkSession spark, Options options, PrintWriter out) {
    this.spark = spark;
    this.options = options;
    this.out = out;
  }

  /**
   * Trains and writes the classifier.
   *
   * @throws UserException where corpus, encoder, task, split and experiment do not fit, or the
   *     output cannot be written
   */
  public ExitCode run() {
    Task task = ConfigFiles.load(Task.class, "tasks", options.task(), List.of());
    Split split = ConfigFiles.load(Split.class, "splits", options.split(), List.of());
    Corpus newest = Corpus.open(spark, options.corpus());
    StartingPoint start =
        StartingPoint.of(spark, options.encoder(), options.config(), newest.recipeHash());
    Encoders.checkFits(start.architecture(), RunDescription.recipe(newest));
    // The schedule is as long as the rounds, which are known later; the weights do not depend on
    // it.
    TrainerSpec anySpec = start.config().spec(start.architecture(), task, options.seed(), 1);
    ParameterLayout layout = Trainers.layout(anySpec);
    try (RunDirectory directory =
        RunDirectory.open(spark, command(), options.output(), options.mode(), layout, out)) {
      Corpus corpus = directory.pinned(newest);
      FinetuneData data = FinetuneData.of(spark, corpus, split, task, options);
      ClassifierWriter writer =
          new ClassifierWriter(
              spark,
              identity(corpus, start, data.training()),
              corpus,
              task,
              start.architecture(),
              start.config().objective().crops());
      return options.probe()
          ? new ProbeRun(spark, options, out).run(directory, writer, data, start, anySpec, layout)
          : train(directory, writer, data, start, layout);
    }
  }

  private ExitCode train(
      RunDirectory directory,
      ClassifierWriter writer,
      FinetuneData data,
      StartingPoint start,
      ParameterLayout layout) {
    FinetuneConfig config = start.config();
    int rounds = directory.rounds(config.loop().rounds(data.training().windows()));
    TrainerSpec spec =
        config.spec(
            start.architecture(),
            writer.task(),
            options.seed(),
            (long) rounds * config.loop().localSteps());
    TrainingRun run =
        new TrainingRun(
            UUID.randomUUID().toString(),
            new NetworkTrainers(spec, writer.identity().threads()),
            config.loop(),
            options.seed(),
            rounds);
    out.printf(
        "Fine-tuning on %d windows of %d of %d labelled recordings, %d parameters, %d workers, %d"
            + " rounds%n",
        data.training().windows(),
        data.drawn(),
        data.available(),
        layout.size(),
        config.loop().workers(),
        rounds);
    RoundLoop.Plan plan =
        new RoundLoop.Plan(run, writer.identity(), layout, data.training(), data.validation());
    RoundLoop.Outcome outcome =
        directory.train(plan, config, () -> weights(start, spec, layout, writer, data));
    Map<String, Object> result = RunResult.of(COMMAND, plan, outcome);
    result.put("labelledRecordings", data.drawn());
    if (outcome.ending().done()) {
      TrainingState state = outcome.state();
      writer.write(
          directory.files(),
          options.seed(),
          new ClassifierWriter.Trained(layout, state.finalWeights(), RunResult.metrics(state)),
          data.validation());
    }
    directory.result(result);
    return RunResult.tell(out, options.output(), outcome);
  }

  private float[] weights(
      StartingPoint start,
      TrainerSpec spec,
      ParameterLayout layout,
      ClassifierWriter writer,
      FinetuneData data) {
    float[] weights = start.weights(spec, layout);
    if (start.config().headFromProbe()) {
      LinearHead head =
          new ProbedHead(spark, start.config().probe(), options.seed())
              .fit(writer, data.training(), layout, weights);
      head.remarks().forEach(out::println);
      head.copyTo(layout, weights);
    }
    return weights;
  }

  private String command() {
    return options.probe() ? PROBE : COMMAND;
  }

  private RunIdentity identity(Corpus corpus, StartingPoint start, TrainingData training) {
    Map<String, Object> others = new LinkedHashMap<>();
    others.put("initialEncoder", start.name());
    others.put("task", Sha256.hex(ConfigFiles.text("tasks", options.task())));
    others.put("labels", training.selection().id());
    others.put("seed", options.seed());
    return RunDescription.identity(
        spark,
        command(),
        corpus,
        options.split(),
        start.architecture(),
        options.probe() ? ProbeRun.configuration(start.config()) : training(start.config()),
        others);
  }

  /** What training depends on: on how a probe is fitted only where it begins with one. */
  private static ObjectNode training(FinetuneConfig config) {
    ObjectNode settings = (ObjectNode) Json.tree(config);
    if (!config.headFromProbe()) {
      settings.remove("probe");
    }
    return settings;
  }
}
