package org.ecgnat.model.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The uncertainty of a difference in macro AUROC between two models that answered the same
 * recordings, each trained from several seeds: patients are drawn with replacement, with all of
 * their recordings, and in each draw the macro AUROC is averaged over seeds (Efron and Tibshirani,
 * "An Introduction to the Bootstrap", 1993, percentile interval).
 */
public final class PairedBootstrap {
  private static final int MOST_DRAWS_PER_RESAMPLE = 100;
  private static final double TAIL = 0.025;

  private final int[] patients;
  private final int patientCount;
  private final boolean[][] present;
  private final boolean[][] known;

  /**
   * What is true of the recordings.
   *
   * @param patients {@code (recordings)}, a number from 0 on for each patient
   * @param present {@code (classes, recordings)}
   * @param known {@code (classes, recordings)}, whether the class was assessed
   */
  public PairedBootstrap(int[] patients, boolean[][] present, boolean[][] known) {
    this.patients = patients.clone();
    this.patientCount = Arrays.stream(patients).max().orElse(-1) + 1;
    this.present = present.clone();
    this.known = known.clone();
  }

  /**
   * A difference.
   *
   * @param first macro AUROC of the first model, mean over seeds
   * @param second of the second
   * @param difference first minus second
   * @param low lower end of the 95 % interval
   * @param high upper end
   * @param resamples draws that it comes from
   * @param redrawn draws in which a class had no positive or no negative, drawn again
   */
  public record Difference(
      double first,
      double second,
      double difference,
      double low,
      double high,
      int resamples,
      int redrawn) {

    /** Whether the interval lies above 0. */
    public boolean beats() {
      return low > 0;
    }
  }

  /**
   * Compares two models.
   *
   * @param first {@code (seeds, classes, recordings)} scores
   * @param second the same; another number of seeds is allowed
   * @param resamples number of draws
   * @param seed of the draws
   * @throws IllegalArgumentException where a class has no positives or no negatives at all, or in
   *     almost every draw
   */
  public Difference compare(double[][][] first, double[][][] second, int resamples, long seed) {
    List<WeightedRanking[]> rankingsOfFirst = rankings(first);
    List<WeightedRanking[]> rankingsOfSecond = rankings(second);
    double firstMean = macroAuroc(rankingsOfFirst, once());
    double secondMean = macroAuroc(rankingsOfSecond, once());
    if (Double.isNaN(firstMean) || Double.isNaN(secondMean)) {
      throw new IllegalArgumentException("A class has no positive or no negative recording");
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] differences = new double[resamples];
    int redrawn = 0;
    for (int i = 0; i < resamples; i++) {
      int draws = 0;
      do {
        if (draws++ == MOST_DRAWS_PER_RESAMPLE) {
          throw new IllegalArgumentException(
              "A class is so rare that draws of patients lack it: leave it out");
        }
        int[] counts = draw(random);
        differences[i] = macroAuroc(rankingsOfFirst, counts) - macroAuroc(rankingsOfSecond, counts);
      } while (Double.isNaN(differences[i]));
      redrawn += draws - 1;
    }
    Arrays.sort(differences);
    return new Difference(
        firstMean,
        secondMean,
        firstMean - secondMean,
        quantile(differences, TAIL),
        quantile(differences, 1 - TAIL),
        resamples,
        redrawn);
  }

  /**
   * The macro AUROC of each seed.
   *
   * @param scores {@code (seeds, classes, recordings)}
   * @return NaN where a class has no positive or no negative
   */
  public List<Double> macroAurocs(double[][][] scores) {
    return rankings(scores).stream().map(byClass -> macroAuroc(byClass, once())).toList();
  }

  private int[] once() {
    int[] counts = new int[patients.length];
    Arrays.fill(counts, 1);
    return counts;
  }

  private int[] draw(SplittableRandom random) {
    int[] ofPatient = new int[patientCount];
    for (int i = 0; i < patientCount; i++) {
      ofPatient[random.nextInt(patientCount)]++;
    }
    return Arrays.stream(patients).map(patient -> ofPatient[patient]).toArray();
  }

  private List<WeightedRanking[]> rankings(double[][][] scores) {
    List<WeightedRanking[]> bySeed = new ArrayList<>();
    for (double[][] ofSeed : scores) {
      WeightedRanking[] byClass = new WeightedRanking[present.length];
      for (int c = 0; c < byClass.length; c++) {
        byClass[c] = new WeightedRanking(assessed(c), ofSeed[c], present[c]);
      }
      bySeed.add(byClass);
    }
    return bySeed;
  }

  private int[] assessed(int c) {
    return IntStream.range(0, patients.length).filter(i -> known[c][i]).toArray();
  }

  private static double macroAuroc(List<WeightedRanking[]> bySeed, int[] counts) {
    return bySeed.stream().mapToDouble(byClass -> macroAuroc(byClass, counts)).average().orElse(0);
  }

  private static double macroAuroc(WeightedRanking[] byClass, int[] counts) {
    double sum = 0;
    for (WeightedRanking ranking : byClass) {
      sum += ranking.auroc(counts) / byClass.length;
    }
    return sum;
  }

  /** Linear between the two nearest of the sorted values. */
  private static double quantile(double[] sorted, double part) {
    double place = part * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
