package org.ecgnat.jobs.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.corpus.RecordingKey;
import org.ecgnat.jobs.spark.LabelledVectors;
import org.ecgnat.model.metrics.Ranking;

/** Guesses the source of recordings by a linear discriminant, cross-validated by patient. */
final class SourceGuesser {
  /** Recordings a source that are looked at. */
  static final int MOST = 1000;

  /** A source with fewer recordings is left out. */
  static final int FEWEST = 20;

  private static final int FOLDS = 5;
  private static final double REGULARISATION = 0.1;

  private final SparkSession spark;
  private final List<String> sources;
  private final List<RoleRecording> drawn = new ArrayList<>();

  /**
   * Draws the recordings: the same ones every time.
   *
   * @param recordings those of a role
   */
  SourceGuesser(SparkSession spark, List<RoleRecording> recordings) {
    this.spark = spark;
    Map<String, List<RoleRecording>> bySource =
        recordings.stream()
            .filter(RoleRecording::hasWindows)
            .collect(
                Collectors.groupingBy(
                    one -> one.id().source(),
                    TreeMap::new,
                    Collectors.toCollection(ArrayList::new)));
    bySource.values().removeIf(all -> all.size() < FEWEST);
    sources = List.copyOf(bySource.keySet());
    if (sources.size() > 1) {
      for (List<RoleRecording> all : bySource.values()) {
        Collections.shuffle(all, new Random(0));
        drawn.addAll(all.subList(0, Math.min(MOST, all.size())));
      }
    }
  }

  /** The recordings whose embeddings are wanted; none where there is nothing to guess. */
  Set<RecordingKey> wanted() {
    return drawn.stream().map(RoleRecording::id).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Guesses.
   *
   * @param embeddings {@code (features)} of each wanted recording that has one
   * @return empty where fewer than two sources have enough recordings
   */
  Optional<SourceGuess> guess(Map<RecordingKey, float[]> embeddings) {
    List<RoleRecording> seen =
        drawn.stream().filter(one -> embeddings.containsKey(one.id())).toList();
    if (seen.isEmpty()) {
      return Optional.empty();
    }
    List<Vector> features =
        seen.stream().map(one -> LabelledVectors.vector(embeddings.get(one.id()))).toList();
    int[] folds = folds(seen);
    // of two sources the one is told as well as the other
    List<String> told = sources.size() == 2 ? sources.subList(0, 1) : sources;
    double sum = 0;
    for (String source : told) {
      boolean[] own = new boolean[folds.length];
      for (int i = 0; i < own.length; i++) {
        own[i] = seen.get(i).id().source().equals(source);
      }
      sum += Ranking.of(scores(features, folds, own), own).auroc();
    }
    return Optional.of(new SourceGuess(sources, seen.size(), sum / told.size()));
  }

  /** What a discriminant that was fitted to the other folds says of each recording. */
  private double[] scores(List<Vector> features, int[] folds, boolean[] own) {
    double[] scores = new double[folds.length];
    for (int fold = 0; fold < FOLDS; fold++) {
      List<Row> others = new ArrayList<>();
      for (int i = 0; i < folds.length; i++) {
        if (folds[i] != fold) {
          others.add(LabelledVectors.row(own[i] ? 1 : 0, features.get(i)));
        }
      }
      LinearRegressionModel discriminant = fit(others);
      for (int i = 0; i < folds.length; i++) {
        if (folds[i] == fold) {
          scores[i] = discriminant.predict(features.get(i));
        }
      }
    }
    return scores;
  }

  /** Least squares of being from the source, in one pass: for two sources Fisher's discriminant. */
  private LinearRegressionModel fit(List<Row> examples) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    return new LinearRegression()
        .setLabelCol(LabelledVectors.LABEL)
        .setFeaturesCol(LabelledVectors.FEATURES)
        .setSolver("normal")
        .setElasticNetParam(0)
        .setRegParam(REGULARISATION)
        .fit(spark.createDataFrame(context.parallelize(examples, 1), LabelledVectors.SCHEMA));
  }

  /**
   * The fold of each recording: one for all of a patient, in turn over patients in random order.
   */
  private static int[] folds(List<RoleRecording> recordings) {
    List<String> patients =
        new ArrayList<>(recordings.stream().map(SourceGuesser::patient).distinct().toList());
    Collections.shuffle(patients, new Random(0));
    Map<String, Integer> fold = new HashMap<>();
    for (String patient : patients) {
      fold.put(patient, fold.size() % FOLDS);
    }
    return recordings.stream().mapToInt(one -> fold.get(patient(one))).toArray();
  }

  /** A recording of nobody known is one of somebody else. */
  private static String patient(RoleRecording recording) {
    return recording.patientId().isEmpty() ? recording.id().toString() : recording.patientId();
  }
}
