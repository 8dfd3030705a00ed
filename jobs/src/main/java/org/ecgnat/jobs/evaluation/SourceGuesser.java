package org.ecgnat.jobs.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.ecgnat.jobs.corpus.RecordingKey;
import org.ecgnat.model.metrics.Ranking;

/** Guesses the source of recordings by a linear discriminant, cross-validated by patient. */
final class SourceGuesser {
  /** Recordings a source that are looked at. */
  static final int MOST = 1000;

  /** A source with fewer recordings is left out. */
  static final int FEWEST = 20;

  private static final int FOLDS = 5;
  private static final double REGULARISATION = 0.1;

  private static final String LABEL = "label";
  private static final String FEATURES = "features";
  private static final StructType SCHEMA =
      new StructType()
          .add(LABEL, DataTypes.DoubleType, false)
          .add(FEATURES, SQLDataTypes.VectorType(), false);

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
    List<Vector> features = seen.stream().map(one -> vector(embeddings.get(one.id()))).toList();
    int[] folds = folds(seen);
    double sum = 0;
    for (String source : sources) {
      boolean[] own = new boolean[folds.length];
      for (int i = 0; i < own.length; i++) {
        own[i] = seen.get(i).id().source().equals(source);
      }
      sum += Ranking.of(scores(features, folds, own), own).auroc();
    }
    return Optional.of(new SourceGuess(sources, seen.size(), sum / sources.size()));
  }

  private static Vector vector(float[] features) {
    double[] wide = new double[features.length];
    Arrays.setAll(wide, i -> features[i]);
    return Vectors.dense(wide);
  }

  /** What a discriminant that was fitted to the other folds says of each recording. */
  private double[] scores(List<Vector> features, int[] folds, boolean[] own) {
    double[] scores = new double[folds.length];
    for (int fold = 0; fold < FOLDS; fold++) {
      List<Row> others = new ArrayList<>();
      for (int i = 0; i < folds.length; i++) {
        if (folds[i] != fold) {
          others.add(RowFactory.create(own[i] ? 1.0 : 0.0, features.get(i)));
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
        .setLabelCol(LABEL)
        .setFeaturesCol(FEATURES)
        .setSolver("normal")
        .setElasticNetParam(0)
        .setRegParam(REGULARISATION)
        .fit(spark.createDataFrame(context.parallelize(examples, 1), SCHEMA));
  }

  /**
   * The fold of each recording: one for all of a patient, in turn over patients in random order.
   */
  private static int[] folds(List<RoleRecording> recordings) {
    List<String> patients =
        new ArrayList<>(
            recordings.stream()
                .map(SourceGuesser::patient)
                .collect(Collectors.toCollection(LinkedHashSet::new)));
    Collections.shuffle(patients, new Random(0));
    Map<String, Integer> fold = new HashMap<>();
    for (String patient : patients) {
      fold.put(patient, fold.size() % FOLDS);
    }
    return recordings.stream().mapToInt(one -> fold.get(patient(one))).toArray();
  }

  /** A recording of nobody known is one of somebody else. */
  private static String patient(RoleRecording recording) {
    return recording.patientId().isEmpty() ? name(recording) : recording.patientId();
  }

  private static String name(RoleRecording recording) {
    return recording.id().source() + "/" + recording.id().recordKey();
  }
}
