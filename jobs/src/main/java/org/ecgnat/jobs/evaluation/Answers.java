package org.ecgnat.jobs.evaluation;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.createMapType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.ecgnat.jobs.config.Task.Targets;
import org.ecgnat.jobs.prediction.PredictionRow;
import org.ecgnat.model.artifact.Prediction;
import scala.collection.JavaConverters;

/**
 * The recordings of a role beside what the model says about them.
 *
 * @param classes class names in the task's order
 * @param recordings the recordings
 * @param predictions the answers, in the same order
 * @param sourceGuess how well embeddings tell sources apart; empty where there is only one
 */
record Answers(
    List<String> classes,
    List<RoleRecording> recordings,
    List<Prediction> predictions,
    Optional<SourceGuess> sourceGuess) {

  /**
   * Columns of {@code predictions.parquet}: those of every prediction, and a map of class to truth;
   * a class that the source did not assess has no entry.
   */
  static final StructType SCHEMA =
      PredictionRow.SCHEMA.add("targets", createMapType(StringType, BooleanType));

  Answers {
    classes = List.copyOf(classes);
    recordings = List.copyOf(recordings);
    predictions = List.copyOf(predictions);
  }

  /** Those with an answer and a known truth. */
  List<ScoredRecording> scored() {
    List<ScoredRecording> scored = new ArrayList<>();
    for (int i = 0; i < recordings.size(); i++) {
      RoleRecording recording = recordings.get(i);
      Prediction prediction = predictions.get(i);
      if (!prediction.abstained() && recording.targets().isPresent()) {
        Targets targets = recording.targets().get();
        double[] probabilities = new double[classes.size()];
        boolean[] decisions = new boolean[classes.size()];
        for (int c = 0; c < probabilities.length; c++) {
          probabilities[c] = prediction.probabilities().get(classes.get(c));
          decisions[c] = prediction.labels().contains(classes.get(c));
        }
        scored.add(
            new ScoredRecording(
                recording.id().source(),
                recording.id().recordKey(),
                recording.patientId(),
                probabilities,
                decisions,
                targets.present(),
                targets.known()));
      }
    }
    return scored;
  }

  /** One row a recording, scored or not. */
  List<Row> rows(Instant scoredAt) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < recordings.size(); i++) {
      RoleRecording recording = recordings.get(i);
      PredictionRow row =
          new PredictionRow(
              predictions.get(i),
              recording.patientId(),
              recording.recordedAt(),
              recording.id().source(),
              recording.detail(),
              scoredAt);
      rows.add(row.toRow(JavaConverters.mapAsScalaMap(truth(recording))));
    }
    return rows;
  }

  private Map<String, Boolean> truth(RoleRecording recording) {
    Map<String, Boolean> truth = new LinkedHashMap<>();
    recording
        .targets()
        .ifPresent(
            targets -> {
              for (int c = 0; c < classes.size(); c++) {
                if (targets.known()[c] > 0) {
                  truth.put(classes.get(c), targets.present()[c] > 0);
                }
              }
            });
    return truth;
  }
}
