package org.ecgnat.jobs.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.ecgnat.model.metrics.ClassMetrics;
import org.ecgnat.model.metrics.MetricsReport;
import org.ecgnat.model.metrics.MultiLabelMetrics;

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
    MetricsReport ranked = report(recordings, ScoredRecording::probabilities, thresholds);
    // Decisions are not always a matter of thresholds: of single labels the most probable is given.
    double[] half = new double[classes.size()];
    Arrays.fill(half, 0.5);
    MetricsReport decided = report(recordings, MetricsCalculator::decisions, half);
    List<ClassScores> scores = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      scores.add(scoreClass(c, ranked.classes().get(c), decided.classes().get(c)));
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
        decided.elementAccuracy(),
        decided.allNegativeElementAccuracy(),
        decided.subsetAccuracy(),
        decided.mostFrequentSetAccuracy(),
        scores);
  }

  /** The curves of the classes that can be scored. */
  public List<Curves> curves(List<ScoredRecording> recordings) {
    List<Curves> curves = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      int taskClass = c;
      List<ScoredRecording> assessed =
          recordings.stream().filter(one -> one.known()[taskClass] > 0).toList();
      double[] probabilities =
          assessed.stream().mapToDouble(one -> one.probabilities()[taskClass]).toArray();
      boolean[] positive = new boolean[probabilities.length];
      int positives = 0;
      for (int i = 0; i < positive.length; i++) {
        positive[i] = assessed.get(i).present()[c] > 0;
        positives += positive[i] ? 1 : 0;
      }
      if (positives > 0 && positives < positive.length) {
        curves.add(Curves.of(classes.get(c), probabilities, positive));
      }
    }
    return curves;
  }

  private MetricsReport report(
      List<ScoredRecording> recordings, Function<ScoredRecording, double[]> scores, double[] cuts) {
    return MultiLabelMetrics.of(
        recordings.stream().map(scores).toArray(double[][]::new),
        recordings.stream().map(ScoredRecording::present).toArray(float[][]::new),
        recordings.stream().map(ScoredRecording::known).toArray(float[][]::new),
        cuts,
        classes);
  }

  /** 1 for yes, 0 for no. */
  private static double[] decisions(ScoredRecording recording) {
    double[] decisions = new double[recording.decisions().length];
    for (int c = 0; c < decisions.length; c++) {
      decisions[c] = recording.decisions()[c] ? 1 : 0;
    }
    return decisions;
  }

  private ClassScores scoreClass(int c, ClassMetrics ranked, ClassMetrics decided) {
    int known = ranked.positives() + ranked.negatives();
    boolean scored = ranked.positives() > 0 && ranked.negatives() > 0;
    return new ClassScores(
        classes.get(c),
        known,
        ranked.positives(),
        thresholds[c],
        scored ? ranked.auroc() : Double.NaN,
        scored ? ranked.auprc() : Double.NaN,
        scored ? decided.f1() : Double.NaN,
        decided.sensitivity(),
        decided.specificity(),
        ranked.brier(),
        ranked.ece(),
        scored,
        ranked.positives() < ClassScores.FEW);
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
}
