package org.ecgnat.jobs.training;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.ecgnat.jobs.cli.ExitCode;
import org.ecgnat.jobs.config.ConfigFiles;
import org.ecgnat.jobs.config.Split;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.model.Trainers;
import org.ecgnat.model.artifact.ModelDescription;
import org.ecgnat.model.encoder.EncoderConfig;
import org.ecgnat.model.training.Crops;
import org.ecgnat.model.training.ParameterLayout;
import org.ecgnat.model.training.TrainerSpec;
import org.ecgnat.preprocessing.corpus.RowGroup;
import org.ecgnat.preprocessing.window.ConditioningRecipe;

/**
 * Corpus → encoder: a masked autoencoder over the windows of the training roles, which may also
 * regress their median beats; without labels.
 */
public final class PretrainJob {
  private static final String COMMAND = "pretrain";

  private final SparkSession spark;
  private final Options options;
  private final PrintWriter out;

  /**
   * What to do.
   *
   * @param corpus directory of the corpus
   * @param output run directory
   * @param split name or file
   * @param config the experiment
   * @param mode how the run is begun and ended
   */
  public record Options(
      String corpus, String output, String split, PretrainConfig config, RunMode mode) {}

  /**
   * A job.
   *
   * @param out gets the progress
   */
  public PretrainJob(SparkSession spark, Options options, PrintWriter out) {
    this.spark = spark;
    this.options = options;
    this.out = out;
  }

  /**
   * Trains and writes the encoder.
   *
   * @throws org.ecgnat.jobs.cli.UserException where corpus, split and experiment do not fit, or the
   *     output cannot be written
   */
  public ExitCode run() {
    PretrainConfig config = options.config();
    EncoderConfig architecture = config.architecture();
    Split split = ConfigFiles.load(Split.class, "splits", options.split(), List.of());
    Corpus newest = Corpus.open(spark, options.corpus());
    Encoders.checkFits(architecture, RunDescription.recipe(newest));
    ParameterLayout layout = Trainers.layout(config.spec(architecture, 1));
    try (RunDirectory directory =
        RunDirectory.open(spark, COMMAND, options.output(), options.mode(), layout, out)) {
      return train(directory, directory.pinned(newest), split, architecture, layout);
    }
  }

  private ExitCode train(
      RunDirectory directory,
      Corpus corpus,
      Split split,
      EncoderConfig architecture,
      ParameterLayout layout) {
    PretrainConfig config = options.config();
    List<RowGroup> rowGroups = corpus.rowGroups();
    TrainingData training =
        count(rowGroups, split, Set.of(Split.Role.TRAIN, Split.Role.PRETRAINING));
    Optional<TrainingData> validation =
        Optional.of(count(rowGroups, split, Set.of(Split.Role.VALIDATION)))
            .filter(data -> data.windows() > 0 && config.loop().validationWindows() > 0);
    int rounds = directory.rounds(config.loop().rounds(training.windows()));
    TrainerSpec spec = config.spec(architecture, (long) rounds * config.loop().localSteps());
    RunIdentity identity =
        RunDescription.identity(
            spark, COMMAND, corpus, options.split(), architecture, config, Map.of());
    TrainingRun run =
        new TrainingRun(
            UUID.randomUUID().toString(),
            new NetworkTrainers(spec, identity.threads()),
            config.loop(),
            config.seed(),
            rounds);
    out.printf(
        "Pre-training on %d windows of corpus version %d, %d parameters, %d workers, %d rounds%n",
        training.windows(), corpus.version(), layout.size(), config.loop().workers(), rounds);
    RoundLoop.Plan plan = new RoundLoop.Plan(run, identity, layout, training, validation);
    RoundLoop.Outcome outcome = directory.train(plan, config, () -> Trainers.initialWeights(spec));
    Map<String, Object> result = RunResult.of(COMMAND, plan, outcome);
    if (outcome.ending().done()) {
      write(directory, identity, corpus, architecture, layout, outcome.state());
    }
    directory.result(result);
    return RunResult.tell(out, options.output(), outcome);
  }

  private TrainingData count(List<RowGroup> rowGroups, Split split, Set<Split.Role> roles) {
    return TrainingData.count(
        JavaSparkContext.fromSparkContext(spark.sparkContext()),
        rowGroups,
        options.config().objective().beat().of(new RoleSelection(split, roles)),
        new ParquetRowGroups(new SerializableConfiguration(spark.sessionState().newHadoopConf())));
  }

  private void write(
      RunDirectory directory,
      RunIdentity identity,
      Corpus corpus,
      EncoderConfig architecture,
      ParameterLayout layout,
      TrainingState state) {
    RunFiles files = directory.files();
    if (!files.exists(ModelFiles.FOLDER)) {
      ConditioningRecipe recipe = RunDescription.recipe(corpus);
      ModelDescription description =
          new ModelDescription(
              files.directory().getName(),
              architecture,
              Optional.empty(),
              Crops.NONE,
              recipe,
              RunDescription.provenance(spark, identity, options.config().seed()),
              RunResult.metrics(state));
      ModelFiles.write(files, description, layout, state.finalWeights());
    }
  }
}
