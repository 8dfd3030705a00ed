package org.ecgnat.jobs.evaluation;

import java.util.List;

/**
 * One class over the recordings in which it was assessed.
 *
 * @param probabilities {@code (known)}
 * @param decisions {@code (known)}
 * @param positive {@code (known)}
 */
record ClassColumn(double[] probabilities, boolean[] decisions, boolean[] positive) {

  static ClassColumn of(int taskClass, List<ScoredRecording> recordings) {
    List<ScoredRecording> assessed =
        recordings.stream().filter(recording -> recording.isKnown(taskClass)).toList();
    double[] probabilities = new double[assessed.size()];
    boolean[] decisions = new boolean[assessed.size()];
    boolean[] positive = new boolean[assessed.size()];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = assessed.get(i).probabilities()[taskClass];
      decisions[i] = assessed.get(i).decisions()[taskClass];
      positive[i] = assessed.get(i).isPresent(taskClass);
    }
    return new ClassColumn(probabilities, decisions, positive);
  }

  int known() {
    return positive.length;
  }

  int positives() {
    return count(true, true) + count(true, false);
  }

  boolean hasBothKinds() {
    return positives() > 0 && positives() < known();
  }

  double f1() {
    int truePositives = count(true, true);
    int wrong = count(true, false) + count(false, true);
    return truePositives + wrong == 0
        ? Double.NaN
        : 2.0 * truePositives / (2.0 * truePositives + wrong);
  }

  double sensitivity() {
    return ratio(count(true, true), positives());
  }

  double specificity() {
    return ratio(count(false, false), known() - positives());
  }

  private int count(boolean truth, boolean decision) {
    int count = 0;
    for (int i = 0; i < positive.length; i++) {
      count += positive[i] == truth && decisions[i] == decision ? 1 : 0;
    }
    return count;
  }

  private static double ratio(int part, int whole) {
    return whole == 0 ? Double.NaN : (double) part / whole;
  }

  double auroc() {
    List<Curves.Point> roc = Curves.roc(probabilities, positive);
    double area = 0;
    for (int i = 1; i < roc.size(); i++) {
      Curves.Point from = roc.get(i - 1);
      Curves.Point to = roc.get(i);
      area += (to.x() - from.x()) * (to.y() + from.y()) / 2;
    }
    return area;
  }

  double auprc() {
    double area = 0;
    double recall = 0;
    for (Curves.Point point : Curves.precisionRecall(probabilities, positive)) {
      area += (point.x() - recall) * point.y();
      recall = point.x();
    }
    return area;
  }

  double brier() {
    double sum = 0;
    for (int i = 0; i < positive.length; i++) {
      double error = probabilities[i] - (positive[i] ? 1 : 0);
      sum += error * error;
    }
    return positive.length == 0 ? Double.NaN : sum / positive.length;
  }

  double calibrationError() {
    return positive.length == 0
        ? Double.NaN
        : Curves.bins(probabilities, positive).stream()
                .mapToDouble(
                    bin -> Math.abs(bin.meanProbability() - bin.observed()) * bin.recordings())
                .sum()
            / positive.length;
  }
}
