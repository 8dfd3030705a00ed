package org.ecgnat.jobs.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** From scored recordings to the figures of {@code metrics.json}. */
public final class MetricsCalculator {
  private final List<String> classes;
  private final double[] thresholds;

  /**
   * @param classes class names in the task's order
   * @param thresholds {@code (classes)}, shown beside the figures that depend on them
   */
  public MetricsCalculator(List<String> classes, double[] thresholds) {
    this.classes = List.copyOf(classes);
    this.thresholds = thresholds.clone();
  }

  /** The figures of a set of recordings, each with at least one assessed class. */
  public Scores score(List<ScoredRecording> recordings) {
    List<ClassScores> scores = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      scores.add(scoreClass(c, recordings));
    }
    return new Scores(
        recordings.size(),
        patients(recordings),
        (int) scores.stream().filter(ClassScores::scored).count(),
        mean(scores, ClassScores::auroc),
        mean(scores, ClassScores::auprc),
        mean(scores, ClassScores::prevalence),
        mean(scores, ClassScores::f1),
        mean(scores, ClassScores::sensitivity),
        mean(scores, ClassScores::specificity),
        elementAccuracy(recordings, ScoredRecording::decisions),
        elementAccuracy(recordings, recording -> new boolean[classes.size()]),
        exactMatch(recordings, ScoredRecording::decisions),
        exactMatchOfMostFrequentSet(recordings),
        scores);
  }

  /** The curves of the classes that can be scored. */
  public List<Curves> curves(List<ScoredRecording> recordings) {
    List<Curves> curves = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      ClassColumn column = ClassColumn.of(c, recordings);
      if (column.hasBothKinds()) {
        curves.add(Curves.of(classes.get(c), column.probabilities(), column.positive()));
      }
    }
    return curves;
  }

  private ClassScores scoreClass(int c, List<ScoredRecording> recordings) {
    ClassColumn column = ClassColumn.of(c, recordings);
    boolean scored = column.hasBothKinds();
    return new ClassScores(
        classes.get(c),
        column.known(),
        column.positives(),
        thresholds[c],
        scored ? column.auroc() : Double.NaN,
        scored ? column.auprc() : Double.NaN,
        scored ? column.f1() : Double.NaN,
        column.sensitivity(),
        column.specificity(),
        column.brier(),
        column.calibrationError(),
        scored,
        column.positives() < ClassScores.FEW);
  }

  private static double mean(List<ClassScores> scores, ToDoubleFunction<ClassScores> figure) {
    return scores.stream()
        .filter(ClassScores::scored)
        .mapToDouble(figure)
        .average()
        .orElse(Double.NaN);
  }

  private static int patients(List<ScoredRecording> recordings) {
    Set<String> patients = new HashSet<>();
    for (ScoredRecording one : recordings) {
      // a patient's name says something only within its source
      patients.add(
          one.source()
              + (one.patientId().isEmpty()
                  ? "\nrecord " + one.recordKey()
                  : "\n" + one.patientId()));
    }
    return patients.size();
  }

  private static double elementAccuracy(List<ScoredRecording> recordings, Answer answer) {
    long right = 0;
    long all = 0;
    for (ScoredRecording one : recordings) {
      boolean[] decisions = answer.of(one);
      for (int c = 0; c < decisions.length; c++) {
        if (one.isKnown(c)) {
          all++;
          right += decisions[c] == one.isPresent(c) ? 1 : 0;
        }
      }
    }
    return all == 0 ? Double.NaN : (double) right / all;
  }

  private static double exactMatch(List<ScoredRecording> recordings, Answer answer) {
    return recordings.stream()
        .mapToInt(one -> matches(one, answer.of(one)) ? 1 : 0)
        .average()
        .orElse(Double.NaN);
  }

  private static boolean matches(ScoredRecording recording, boolean[] decisions) {
    for (int c = 0; c < decisions.length; c++) {
      if (recording.isKnown(c) && decisions[c] != recording.isPresent(c)) {
        return false;
      }
    }
    return true;
  }

  private static double exactMatchOfMostFrequentSet(List<ScoredRecording> recordings) {
    Map<String, boolean[]> sets = new HashMap<>();
    for (ScoredRecording one : recordings) {
      boolean[] set = new boolean[one.present().length];
      for (int c = 0; c < set.length; c++) {
        set[c] = one.isKnown(c) && one.isPresent(c);
      }
      sets.putIfAbsent(Arrays.toString(set), set);
    }
    return sets.values().stream()
        .mapToDouble(set -> exactMatch(recordings, recording -> set))
        .max()
        .orElse(Double.NaN);
  }

  /** What somebody answers about a recording, a yes or no a class. */
  private interface Answer {
    boolean[] of(ScoredRecording recording);
  }
}
