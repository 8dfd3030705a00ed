package org.ecgnat.jobs.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.size;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.config.Split;
import org.ecgnat.jobs.config.Task;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.jobs.corpus.RecordingKey;
import org.ecgnat.jobs.corpus.StoredQuality;
import org.ecgnat.jobs.prediction.Classifiers;
import org.ecgnat.jobs.prediction.ExecutorModels;
import org.ecgnat.jobs.prediction.ModelFiles;
import org.ecgnat.model.artifact.EcgModel;
import org.ecgnat.model.artifact.ModelTask;
import org.ecgnat.model.artifact.Prediction;
import org.ecgnat.preprocessing.corpus.WindowsTable;
import org.ecgnat.preprocessing.quality.QualityFinding;

/** Lets a model answer for the recordings of a role, and joins the answers with the truth. */
final class Evaluation {
  private static final float[][] NO_WINDOWS = {};

  private final SparkSession spark;
  private final Corpus corpus;
  private final ModelFiles files;
  private final EcgModel model;
  private final ModelTask modelTask;

  /**
   * Checks that corpus and model belong together.
   *
   * @throws UserException where the model is no classifier or expects another recipe
   */
  Evaluation(SparkSession spark, Corpus corpus, ModelFiles files) {
    this.spark = spark;
    this.corpus = corpus;
    this.files = files;
    this.model = ExecutorModels.open(files);
    String expected = model.description().recipe().hash();
    if (!expected.equals(corpus.recipeHash())) {
      throw new UserException(
          "Cannot evaluate model "
              + files.directory()
              + " on corpus "
              + corpus.directory()
              + ": the model expects recipe "
              + model.description().recipe().name()
              + " ("
              + expected
              + "), the corpus went through recipe "
              + corpus.recipeHash()
              + "; preprocess the recordings with the model's recipe");
    }
    this.modelTask = Classifiers.task(files.directory(), model);
  }

  EcgModel model() {
    return model;
  }

  ModelTask modelTask() {
    return modelTask;
  }

  Answers answer(Split split, Split.Role role, Task task) {
    if (!task.classNames().equals(modelTask.classNames())) {
      throw new UserException(
          "Cannot evaluate model "
              + files.directory()
              + " on task "
              + task.name()
              + ": the model answers "
              + modelTask.classNames()
              + ", the task asks for "
              + task.classNames()
              + "; give the task that the model was fine-tuned on");
    }
    List<RoleRecording> recordings = new RoleRecordings(corpus, split, role).find(task);
    Set<RecordingKey> wanted =
        recordings.stream()
            .filter(RoleRecording::hasWindows)
            .map(RoleRecording::id)
            .collect(Collectors.toCollection(HashSet::new));
    Broadcast<ModelFiles> broadcast =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(files);
    try {
      SourceGuesser guesser = new SourceGuesser(spark, recordings);
      WindowScoring.Scored scores =
          new WindowScoring(spark, broadcast)
              .score(corpus.rowGroups(), new WindowScoring.Question(wanted, guesser.wanted()));
      Map<RecordingKey, List<QualityFinding>> quality = quality(wanted);
      List<Prediction> predictions = new ArrayList<>();
      for (RoleRecording recording : recordings) {
        // one that was set aside may have the key of one that has windows
        boolean scored = recording.hasWindows();
        predictions.add(
            Classifiers.prediction(
                model,
                recording.id().recordKey(),
                scored ? scores.logits().getOrDefault(recording.id(), NO_WINDOWS) : NO_WINDOWS,
                Stream.concat(
                        recording.quality().stream(),
                        scored
                            ? quality.getOrDefault(recording.id(), List.of()).stream()
                            : Stream.empty())
                    .toList(),
                recording.reason()));
      }
      return new Answers(
          task.classNames(), recordings, predictions, guesser.guess(scores.embeddings()));
    } finally {
      broadcast.destroy();
    }
  }

  private Map<RecordingKey, List<QualityFinding>> quality(Set<RecordingKey> wanted) {
    Object[] sources = wanted.stream().map(RecordingKey::source).distinct().toArray();
    List<Row> rows =
        corpus
            .windows()
            .select(
                WindowsTable.SOURCE,
                WindowsTable.RECORD_KEY,
                WindowsTable.START_SECONDS,
                WindowsTable.QUALITY)
            .filter(
                col(WindowsTable.SOURCE).isin(sources).and(size(col(WindowsTable.QUALITY)).gt(0)))
            .orderBy(WindowsTable.START_SECONDS)
            .collectAsList();
    Map<RecordingKey, List<QualityFinding>> quality = new HashMap<>();
    for (Row row : rows) {
      RecordingKey id = new RecordingKey(row.getString(0), row.getString(1));
      if (wanted.contains(id)) {
        quality
            .computeIfAbsent(id, key -> new ArrayList<>())
            .addAll(StoredQuality.of(row.getList(3)));
      }
    }
    return quality;
  }
}
