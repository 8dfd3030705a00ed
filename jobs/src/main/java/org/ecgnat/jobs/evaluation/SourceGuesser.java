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
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.corpus.RecordingKey;
import org.ecgnat.jobs.training.probe.HeadFit;
import org.ecgnat.jobs.training.probe.LinearHead;
import org.ecgnat.jobs.training.probe.ProbeSettings;
import org.ecgnat.jobs.training.probe.WindowFeatures;
import org.ecgnat.model.metrics.Ranking;

/** Guesses the source of recordings by a logistic regression, cross-validated by patient. */
final class SourceGuesser {
  /** Recordings a source that are looked at. */
  static final int MOST = 1000;

  /** A source with fewer recordings is left out. */
  static final int FEWEST = 20;

  private static final int FOLDS = 5;
  private static final ProbeSettings SETTINGS = new ProbeSettings(0.1, 200);

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
    List<WindowFeatures> examples = seen.stream().map(one -> example(one, embeddings)).toList();
    int[] folds = folds(seen);
    double[][] scores = new double[sources.size()][seen.size()];
    for (int fold = 0; fold < FOLDS; fold++) {
      LinearHead head = fitWithout(fold, folds, examples);
      for (int i = 0; i < folds.length; i++) {
        if (folds[i] == fold) {
          double[] chances = softmax(logits(head, examples.get(i).features()));
          for (int source = 0; source < chances.length; source++) {
            scores[source][i] = chances[source];
          }
        }
      }
    }
    return Optional.of(new SourceGuess(sources, seen.size(), macroAuroc(scores, seen)));
  }

  private WindowFeatures example(RoleRecording recording, Map<RecordingKey, float[]> embeddings) {
    float[] source = new float[sources.size()];
    source[sources.indexOf(recording.id().source())] = 1;
    float[] known = new float[sources.size()];
    Arrays.fill(known, 1);
    return new WindowFeatures(name(recording), embeddings.get(recording.id()), source, known);
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

  private LinearHead fitWithout(int fold, int[] folds, List<WindowFeatures> examples) {
    List<WindowFeatures> others = new ArrayList<>();
    for (int i = 0; i < folds.length; i++) {
      if (folds[i] != fold) {
        others.add(examples.get(i));
      }
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    return new HeadFit(spark, sources, false, SETTINGS)
        .fit(context.parallelize(others, 1), examples.get(0).features().length);
  }

  private static double[] logits(LinearHead head, float[] features) {
    double[] logits = head.biases().clone();
    for (int source = 0; source < logits.length; source++) {
      for (int i = 0; i < features.length; i++) {
        logits[source] += head.weights()[source][i] * features[i];
      }
    }
    return logits;
  }

  /** Chances, not logits, can be compared between recordings. */
  private static double[] softmax(double[] logits) {
    double largest = Arrays.stream(logits).max().orElseThrow();
    double[] chances = Arrays.stream(logits).map(logit -> Math.exp(logit - largest)).toArray();
    double sum = Arrays.stream(chances).sum();
    return Arrays.stream(chances).map(chance -> chance / sum).toArray();
  }

  private double macroAuroc(double[][] scores, List<RoleRecording> recordings) {
    double sum = 0;
    for (int source = 0; source < scores.length; source++) {
      boolean[] own = new boolean[recordings.size()];
      for (int i = 0; i < own.length; i++) {
        own[i] = recordings.get(i).id().source().equals(sources.get(source));
      }
      sum += Ranking.of(scores[source], own).auroc();
    }
    return sum / scores.length;
  }
}
