package org.ecgnat.jobs.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.config.Task;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.jobs.spark.LocalFolders;
import org.ecgnat.model.artifact.EcgModel;
import org.ecgnat.model.artifact.ModelDescription;
import org.ecgnat.model.artifact.ModelDirectory;
import org.ecgnat.model.artifact.ModelTask;
import org.ecgnat.model.artifact.Provenance;
import org.ecgnat.model.encoder.EncoderConfig;
import org.ecgnat.model.training.Crops;
import org.ecgnat.model.training.ParameterLayout;

/**
 * Writes the model directory of a fine-tuned classifier, with thresholds chosen on the validation
 * recordings where there are any; {@code model.json} says where they come from.
 *
 * @param identity of the run
 * @param architecture of its encoder
 * @param crops pieces of a window that it looks at
 */
record ClassifierWriter(
    SparkSession spark,
    RunIdentity identity,
    Corpus corpus,
    Task task,
    EncoderConfig architecture,
    Crops crops) {

  /**
   * What training has come to.
   *
   * @param layout of the weights
   * @param weights {@code (parameters)}
   * @param metrics what was measured, by name
   */
  record Trained(ParameterLayout layout, float[] weights, Map<String, Double> metrics) {}

  /** What to do with a model directory that is gone afterwards. */
  @FunctionalInterface
  interface Use<T> {
    T with(Path model) throws IOException;
  }

  /** Writes {@code model/} unless it is there already. */
  void write(RunFiles files, long seed, Trained trained, Optional<TrainingData> validation) {
    if (files.exists(ModelFiles.FOLDER)) {
      return;
    }
    double[] thresholds = Thresholds.same(task.classes().size());
    String origin = "0.5 for every class";
    if (validation.isPresent() && task.kind() == Task.Kind.MULTI_LABEL) {
      thresholds = draft(seed, trained, path -> choose(path, validation.get()));
      origin =
          "greatest F1 on "
              + ((LabelledSelection) validation.get().selection()).recordings().size()
              + " validation recordings";
    }
    ModelDescription description =
        description(files.directory().getName(), seed, thresholds, origin, trained.metrics());
    ModelFiles.write(files, description, trained.layout(), trained.weights());
  }

  /** Uses a model that is not written to the run's directory, with a threshold of 0.5. */
  <T> T draft(long seed, Trained trained, Use<T> use) {
    ModelDescription description =
        description(
            "draft",
            seed,
            Thresholds.same(task.classes().size()),
            "nothing: a draft",
            trained.metrics());
    try {
      Path folder = Files.createTempDirectory("ecgnat-draft");
      Path path = folder.resolve(ModelFiles.FOLDER);
      try {
        ModelDirectory.write(path, description, trained.layout(), trained.weights());
        return use.with(path);
      } finally {
        LocalFolders.delete(folder);
      }
    } catch (IOException e) {
      throw UserException.environment(
          "Cannot use a draft of the model: " + e.getMessage() + "; free space, then add --resume",
          e);
    }
  }

  private static double[] choose(Path path, TrainingData validation) throws IOException {
    try (EcgModel model = EcgModel.open(path)) {
      return Thresholds.choose(model, validation);
    }
  }

  private ModelDescription description(
      String id, long seed, double[] thresholds, String origin, Map<String, Double> metrics) {
    Provenance provenance = RunDescription.provenance(spark, identity, seed);
    Map<String, Object> configuration = new LinkedHashMap<>(provenance.configuration());
    configuration.put("thresholdsFrom", origin);
    return new ModelDescription(
        id,
        architecture,
        Optional.of(modelTask(thresholds)),
        crops,
        RunDescription.recipe(corpus),
        new Provenance(
            provenance.created(),
            provenance.corpusId(),
            provenance.corpusVersion(),
            provenance.seeds(),
            provenance.versions(),
            configuration),
        metrics);
  }

  private ModelTask modelTask(double[] thresholds) {
    List<ModelTask.OutputClass> classes = new ArrayList<>();
    for (Task.TaskClass taskClass : task.classes()) {
      classes.add(
          new ModelTask.OutputClass(
              taskClass.name(),
              ModelTask.Aggregation.valueOf(taskClass.aggregation().name()),
              thresholds[classes.size()]));
    }
    return new ModelTask(task.name(), ModelTask.Kind.valueOf(task.kind().name()), classes, 1);
  }
}
