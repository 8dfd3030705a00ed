package org.ecgnat.jobs.training;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.ecgnat.jobs.cli.ExitCode;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.config.ConfigFiles;
import org.ecgnat.jobs.config.Split;
import org.ecgnat.jobs.config.Task;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.model.Trainers;
import org.ecgnat.model.training.ParameterLayout;
import org.ecgnat.model.training.TrainerSpec;
import org.ecgnat.preprocessing.corpus.RowGroup;
import org.ecgnat.preprocessing.recording.Sha256;

/** Encoder → classifier, on a budget of labelled recordings. */
public final class FinetuneJob {
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
   * @param scope what learns
   * @param config the experiment
   * @param mode what to do about an output that exists
   */
  public record Options(
      String corpus,
      String output,
      Optional<String> encoder,
      String task,
      String split,
      LabelBudget labels,
      long seed,
      FinetuneConfig.Scope scope,
      FinetuneConfig config,
      StartMode mode) {}

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
    TrainerSpec anySpec =
        start.config().spec(start.architecture(), task, options.scope(), options.seed(), 1);
    ParameterLayout layout = Trainers.layout(anySpec);
    try (RunDirectory directory =
        RunDirectory.open(spark, COMMAND, options.output(), options.mode(), layout, out)) {
      return train(directory, directory.pinned(newest), split, task, start, layout);
    }
  }

  private ExitCode train(
      RunDirectory directory,
      Corpus corpus,
      Split split,
      Task task,
      StartingPoint start,
      ParameterLayout layout) {
    FinetuneConfig config = start.config();
    List<RowGroup> rowGroups = corpus.rowGroups();
    List<LabelledRecording> all = LabelledRecording.of(corpus, split, Split.Role.TRAIN, task);
    List<LabelledRecording> drawn =
        LabelledRecording.draw(all, options.labels().of(all.size()), options.seed());
    TrainingData training = count(rowGroups, drawn);
    Optional<TrainingData> validation = validation(corpus, rowGroups, split, task);
    int rounds = directory.rounds(config.loop().rounds(training.windows()));
    TrainerSpec spec =
        config.spec(
            start.architecture(),
            task,
            options.scope(),
            options.seed(),
            (long) rounds * config.loop().localSteps());
    TrainingRun run =
        new TrainingRun(
            UUID.randomUUID().toString(),
            new NetworkTrainers(spec, RunDescription.threads(spark)),
            config.loop(),
            options.seed(),
            rounds);
    RunIdentity identity = identity(corpus, start, training);
    out.printf(
        "Fine-tuning on %d windows of %d of %d labelled recordings, %d parameters, %d workers, %d"
            + " rounds%n",
        training.windows(),
        drawn.size(),
        all.size(),
        layout.size(),
        config.loop().workers(),
        rounds);
    RoundLoop.Plan plan = new RoundLoop.Plan(run, identity, layout, training, validation);
    RoundLoop.Outcome outcome = directory.train(plan, config, () -> start.weights(spec, layout));
    Map<String, Object> result = RunResult.of(COMMAND, plan, outcome);
    result.put("labelledRecordings", drawn.size());
    if (outcome.ending() == RoundLoop.Ending.FINISHED) {
      new ClassifierWriter(
              spark, identity, corpus, task, start.architecture(), config.objective().crops())
          .write(directory.files(), options.seed(), layout, outcome.state(), validation);
    }
    directory.result(result);
    return RunResult.tell(out, options.output(), outcome);
  }

  private RunIdentity identity(Corpus corpus, StartingPoint start, TrainingData training) {
    Map<String, Object> others = new LinkedHashMap<>();
    others.put("initialEncoder", start.name());
    others.put("task", Sha256.hex(ConfigFiles.text("tasks", options.task())));
    others.put("labels", training.selection().id());
    others.put("seed", options.seed());
    others.put("scope", options.scope());
    return RunDescription.identity(
        spark, COMMAND, corpus, options.split(), start.architecture(), start.config(), others);
  }

  private Optional<TrainingData> validation(
      Corpus corpus, List<RowGroup> rowGroups, Split split, Task task) {
    int most = options.config().loop().validationWindows();
    List<LabelledRecording> held =
        most == 0
            ? List.of()
            : LabelledRecording.draw(
                LabelledRecording.of(corpus, split, Split.Role.VALIDATION, task), most, 0);
    return held.isEmpty()
        ? Optional.empty()
        : Optional.of(count(rowGroups, held)).filter(data -> data.windows() > 0);
  }

  private TrainingData count(List<RowGroup> rowGroups, List<LabelledRecording> recordings) {
    return TrainingData.count(
        JavaSparkContext.fromSparkContext(spark.sparkContext()),
        rowGroups,
        LabelledSelection.of(recordings),
        new ParquetRowGroups(new SerializableConfiguration(spark.sessionState().newHadoopConf())));
  }
}
