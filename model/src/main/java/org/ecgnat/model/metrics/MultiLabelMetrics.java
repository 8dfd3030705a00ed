package org.ecgnat.model.metrics;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Evaluates a multi-label classifier, unknown cells left out. */
public final class MultiLabelMetrics {
  private MultiLabelMetrics() {}

  /**
   * What is known of a recording.
   *
   * @param present classes that it is known to have
   * @param known classes that were assessed
   */
  private record Truth(BitSet present, BitSet known) {
    boolean agrees(BitSet labels) {
      BitSet difference = (BitSet) labels.clone();
      difference.xor(present);
      return !difference.intersects(known);
    }
  }

  /**
   * Computes the report.
   *
   * @param scores {@code (recordings, classes)}, probabilities; in unknown cells anything
   * @param targets {@code (recordings, classes)}, 1 where present
   * @param known {@code (recordings, classes)}, 1 where assessed
   * @param thresholds {@code (classes)}; a score at or above its threshold is a yes
   * @param classes names, in the order of the columns
   * @throws IllegalArgumentException where shapes differ, or a known score is no probability
   */
  public static MetricsReport of(
      double[][] scores,
      float[][] targets,
      float[][] known,
      double[] thresholds,
      List<String> classes) {
    ClassColumn.check(scores, targets, known, classes.size());
    if (thresholds.length != classes.size()) {
      throw new IllegalArgumentException(
          thresholds.length + " thresholds for " + classes.size() + " classes");
    }
    List<ClassMetrics> perClass = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      ClassColumn column = ClassColumn.of(scores, targets, known, c);
      perClass.add(ClassMetrics.of(classes.get(c), column, thresholds[c]));
    }
    Map<Truth, Integer> truths = new LinkedHashMap<>();
    int recordings = 0;
    int exact = 0;
    long cells = 0;
    long right = 0;
    long negative = 0;
    for (int r = 0; r < scores.length; r++) {
      Truth truth = truth(targets[r], known[r]);
      int knownHere = truth.known.cardinality();
      if (knownHere == 0) {
        continue;
      }
      truths.merge(truth, 1, Integer::sum);
      BitSet wrong = decided(scores[r], thresholds);
      wrong.xor(truth.present);
      wrong.and(truth.known);
      recordings++;
      exact += wrong.isEmpty() ? 1 : 0;
      cells += knownHere;
      right += knownHere - wrong.cardinality();
      negative += knownHere - truth.present.cardinality();
    }
    return new MetricsReport(
        recordings,
        mean(perClass, ClassMetrics::auroc),
        mean(perClass, ClassMetrics::auprc),
        mean(perClass, ClassMetrics::f1),
        (double) right / cells,
        (double) exact / recordings,
        (double) negative / cells,
        (double) mostFrequent(truths) / recordings,
        perClass,
        notes(perClass));
  }

  private static Truth truth(float[] targets, float[] known) {
    BitSet present = new BitSet();
    BitSet assessed = new BitSet();
    for (int c = 0; c < targets.length; c++) {
      assessed.set(c, known[c] > 0);
      present.set(c, known[c] > 0 && targets[c] > 0.5f);
    }
    return new Truth(present, assessed);
  }

  private static BitSet decided(double[] scores, double[] thresholds) {
    BitSet labels = new BitSet();
    for (int c = 0; c < scores.length; c++) {
      labels.set(c, scores[c] >= thresholds[c]);
    }
    return labels;
  }

  /** Recordings that agree with the one set of labels that most agree with. */
  private static int mostFrequent(Map<Truth, Integer> truths) {
    return truths.keySet().stream()
        .map(Truth::present)
        .distinct()
        .mapToInt(
            labels ->
                truths.entrySet().stream()
                    .filter(entry -> entry.getKey().agrees(labels))
                    .mapToInt(Map.Entry::getValue)
                    .sum())
        .max()
        .orElse(0);
  }

  private static double mean(List<ClassMetrics> classes, ToDoubleFunction<ClassMetrics> figure) {
    return classes.stream()
        .mapToDouble(figure)
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(Double.NaN);
  }

  private static List<String> notes(List<ClassMetrics> classes) {
    List<String> notes = new ArrayList<>();
    for (ClassMetrics metrics : classes) {
      if (metrics.positives() + metrics.negatives() == 0) {
        notes.add(metrics.name() + " was assessed in no recording: left out of every average");
      } else if (metrics.positives() == 0) {
        notes.add(metrics.name() + " has no positive recording: left out of every average");
      } else if (metrics.negatives() == 0) {
        notes.add(metrics.name() + " has no negative recording: left out of the mean AUROC");
      }
    }
    return notes;
  }
}
