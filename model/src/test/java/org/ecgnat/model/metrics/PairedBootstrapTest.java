package org.ecgnat.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {
  private static final int RESAMPLES = 2000;

  @Test
  void countsStandForRepeatedExamples() {
    Random random = new Random(1);
    for (int trial = 0; trial < 200; trial++) {
      int n = 2 + random.nextInt(30);
      // few values, so that there are ties
      double[] scores = random.ints(n, 0, 6).mapToDouble(x -> x / 3.0 - 1).toArray();
      boolean[] truth = new boolean[n];
      int[] counts = new int[n];
      double[] repeated = new double[0];
      boolean[] repeatedTruth = new boolean[0];
      for (int i = 0; i < n; i++) {
        truth[i] = random.nextBoolean();
        counts[i] = random.nextInt(4);
        for (int k = 0; k < counts[i]; k++) {
          repeated = Arrays.copyOf(repeated, repeated.length + 1);
          repeatedTruth = Arrays.copyOf(repeatedTruth, repeated.length);
          repeated[repeated.length - 1] = scores[i];
          repeatedTruth[repeated.length - 1] = truth[i];
        }
      }
      int[] all = IntStream.range(0, n).toArray();
      assertThat(new WeightedRanking(all, scores, truth).auroc(counts))
          .isEqualTo(Ranking.of(repeated, repeatedTruth).auroc(), within(1e-12));
    }
  }

  /** A patient's recordings are drawn together: showing each twice teaches nothing. */
  @Test
  void recordingsOfAPatientAreNoIndependentEvidence() {
    Cohort cohort = Cohort.draw(120, 3);
    PairedBootstrap.Difference once = cohort.compare(RESAMPLES);
    PairedBootstrap.Difference twice = cohort.twice().compare(RESAMPLES);
    assertThat(twice.low()).isEqualTo(once.low(), within(1e-12));
    assertThat(twice.high()).isEqualTo(once.high(), within(1e-12));
    assertThat(once.difference()).isEqualTo(once.first() - once.second());
    assertThat(once.low()).isLessThan(once.difference());
    assertThat(once.high()).isGreaterThan(once.difference());
  }

  @Test
  void theIntervalIsAsWideAsTheDifferenceVaries() {
    double sum = 0;
    double squares = 0;
    double width = 0;
    int cohorts = 200;
    for (int i = 0; i < cohorts; i++) {
      PairedBootstrap.Difference difference = Cohort.draw(150, 100 + i).compare(200);
      sum += difference.difference() / cohorts;
      squares += difference.difference() * difference.difference() / cohorts;
      width += (difference.high() - difference.low()) / cohorts;
    }
    double deviation = Math.sqrt(squares - sum * sum);
    assertThat(width / (2 * 1.96 * deviation)).isBetween(0.85, 1.15);
  }

  @Test
  void theSameModelTwiceDiffersByNothing() {
    Cohort cohort = Cohort.draw(60, 9);
    PairedBootstrap.Difference difference =
        cohort.bootstrap().compare(cohort.first(), cohort.first(), 100, 1);
    assertThat(difference.low()).isZero();
    assertThat(difference.high()).isZero();
    assertThat(difference.beats()).isFalse();
  }

  @Test
  void unknownAnswersTakeNoPart() {
    int[] patients = {0, 1, 2, 3, 4};
    boolean[][] present = {{true, true, false, false, true}};
    boolean[][] known = {{true, true, true, true, false}};
    double[][][] right = {{{0.9, 0.8, 0.2, 0.1, 0.0}}};
    double[][][] wrong = {{{0.1, 0.2, 0.8, 0.9, 1.0}}};
    PairedBootstrap.Difference difference =
        new PairedBootstrap(patients, present, known).compare(right, wrong, 50, 1);
    assertThat(difference.first()).isEqualTo(1);
    assertThat(difference.second()).isZero();
    assertThat(difference.beats()).isTrue();
    // with two of each, a draw without one or the other is common
    assertThat(difference.redrawn()).isPositive();
  }

  @Test
  void aClassWithoutPositivesCannotBeCompared() {
    PairedBootstrap bootstrap =
        new PairedBootstrap(
            new int[] {0, 1}, new boolean[][] {{false, false}}, new boolean[][] {{true, true}});
    double[][][] scores = {{{0.1, 0.2}}};
    assertThatThrownBy(() -> bootstrap.compare(scores, scores, 10, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no positive or no negative");
  }

  /** Two classes; the first model sees the truth with less noise than the second. */
  private record Cohort(
      int[] patients, boolean[][] present, double[][][] first, double[][][] second) {

    static Cohort draw(int n, long seed) {
      Random random = new Random(seed);
      boolean[][] present = new boolean[2][n];
      double[][][] first = new double[3][2][n];
      double[][][] second = new double[2][2][n];
      for (int c = 0; c < 2; c++) {
        for (int i = 0; i < n; i++) {
          present[c][i] = random.nextInt(3) == 0;
          double truth = present[c][i] ? 1 : 0;
          double hard = random.nextGaussian();
          for (double[][] model : first) {
            model[c][i] = truth + hard + 0.3 * random.nextGaussian();
          }
          for (double[][] model : second) {
            model[c][i] = truth + hard + random.nextGaussian();
          }
        }
      }
      return new Cohort(IntStream.range(0, n).toArray(), present, first, second);
    }

    Cohort twice() {
      return new Cohort(
          repeat(patients),
          Arrays.stream(present).map(Cohort::repeat).toArray(boolean[][]::new),
          repeat(first),
          repeat(second));
    }

    PairedBootstrap bootstrap() {
      boolean[][] known = new boolean[2][patients.length];
      Arrays.stream(known).forEach(row -> Arrays.fill(row, true));
      return new PairedBootstrap(patients, present, known);
    }

    PairedBootstrap.Difference compare(int resamples) {
      return bootstrap().compare(first, second, resamples, 5);
    }

    private static int[] repeat(int[] values) {
      return IntStream.range(0, 2 * values.length).map(i -> values[i / 2]).toArray();
    }

    private static boolean[] repeat(boolean[] values) {
      boolean[] result = new boolean[2 * values.length];
      for (int i = 0; i < result.length; i++) {
        result[i] = values[i / 2];
      }
      return result;
    }

    private static double[][][] repeat(double[][][] models) {
      return Arrays.stream(models)
          .map(
              model ->
                  Arrays.stream(model)
                      .map(
                          row ->
                              IntStream.range(0, 2 * row.length)
                                  .mapToDouble(i -> row[i / 2])
                                  .toArray())
                      .toArray(double[][]::new))
          .toArray(double[][][]::new);
    }
  }
}
