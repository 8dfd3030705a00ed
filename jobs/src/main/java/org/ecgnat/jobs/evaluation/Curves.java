package org.ecgnat.jobs.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ecgnat.model.metrics.Calibration;

/**
 * The curves of one class as the report draws them.
 *
 * @param name the class
 * @param roc receiver operating characteristic: x is 1 − specificity, y is sensitivity, from (0, 0)
 *     to (1, 1), joined by straight lines
 * @param precisionRecall x is recall, y is precision, in the order of falling thresholds; precision
 *     holds from the recall before to its own (steps, not lines)
 * @param calibration bins of equal width over the probability, empty bins left out
 */
public record Curves(
    String name, List<Point> roc, List<Point> precisionRecall, List<Bin> calibration) {

  /** Bins of the calibration diagram and of the expected calibration error. */
  public static final int CALIBRATION_BINS = Calibration.BINS;

  /** Longer curves are thinned to about so many points; their ends stay. */
  private static final int MOST_POINTS = 400;

  /** A point of a curve. */
  public record Point(double x, double y) {}

  /**
   * A bin of probabilities.
   *
   * @param meanProbability mean of the probabilities in it
   * @param observed share of positives in it
   * @param recordings their number
   */
  public record Bin(double meanProbability, double observed, int recordings) {}

  /** Copies the lists. */
  public Curves {
    roc = List.copyOf(roc);
    precisionRecall = List.copyOf(precisionRecall);
    calibration = List.copyOf(calibration);
  }

  /**
   * Computes the curves of a class.
   *
   * @param name the class
   * @param probabilities {@code (recordings)}
   * @param positive {@code (recordings)}, at least one of each kind
   */
  public static Curves of(String name, double[] probabilities, boolean[] positive) {
    return new Curves(
        name,
        thin(roc(probabilities, positive)),
        thin(precisionRecall(probabilities, positive)),
        bins(probabilities, positive));
  }

  private static List<Point> roc(double[] probabilities, boolean[] positive) {
    List<Counts> counts = counts(probabilities, positive);
    Counts all = counts.get(counts.size() - 1);
    List<Point> points = new ArrayList<>(List.of(new Point(0, 0)));
    for (Counts at : counts) {
      points.add(
          new Point(
              (double) at.falsePositives() / all.falsePositives(),
              (double) at.truePositives() / all.truePositives()));
    }
    return points;
  }

  private static List<Point> precisionRecall(double[] probabilities, boolean[] positive) {
    List<Counts> counts = counts(probabilities, positive);
    Counts all = counts.get(counts.size() - 1);
    return counts.stream()
        .map(
            at ->
                new Point(
                    (double) at.truePositives() / all.truePositives(),
                    (double) at.truePositives() / (at.truePositives() + at.falsePositives())))
        .toList();
  }

  /** Answers "yes" from a threshold on. */
  private record Counts(int truePositives, int falsePositives) {}

  /** For every distinct probability, the highest first. */
  private static List<Counts> counts(double[] probabilities, boolean[] positive) {
    int[] order =
        IntStream.range(0, probabilities.length)
            .boxed()
            .sorted((a, b) -> Double.compare(probabilities[b], probabilities[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    List<Counts> counts = new ArrayList<>();
    int truePositives = 0;
    for (int i = 0; i < order.length; i++) {
      truePositives += positive[order[i]] ? 1 : 0;
      // equal probabilities cannot be told apart by any threshold: one point for all of them
      if (i + 1 == order.length || probabilities[order[i + 1]] != probabilities[order[i]]) {
        counts.add(new Counts(truePositives, i + 1 - truePositives));
      }
    }
    return counts;
  }

  private static List<Bin> bins(double[] probabilities, boolean[] positive) {
    double[] sums = new double[CALIBRATION_BINS];
    int[] positives = new int[CALIBRATION_BINS];
    int[] counts = new int[CALIBRATION_BINS];
    for (int i = 0; i < positive.length; i++) {
      int bin = Math.min((int) (probabilities[i] * CALIBRATION_BINS), CALIBRATION_BINS - 1);
      sums[bin] += probabilities[i];
      positives[bin] += positive[i] ? 1 : 0;
      counts[bin]++;
    }
    return IntStream.range(0, CALIBRATION_BINS)
        .filter(bin -> counts[bin] > 0)
        .mapToObj(
            bin ->
                new Bin(
                    sums[bin] / counts[bin], (double) positives[bin] / counts[bin], counts[bin]))
        .toList();
  }

  private static List<Point> thin(List<Point> points) {
    if (points.size() <= MOST_POINTS) {
      return points;
    }
    int last = points.size() - 1;
    return Arrays.stream(
            IntStream.rangeClosed(0, MOST_POINTS)
                .map(i -> (int) ((long) i * last / MOST_POINTS))
                .distinct()
                .toArray())
        .mapToObj(points::get)
        .toList();
  }
}
