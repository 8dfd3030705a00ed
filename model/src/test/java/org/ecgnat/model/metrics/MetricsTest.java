package org.ecgnat.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ecgnat.preprocessing.Npz;
import org.ecgnat.preprocessing.SharedData;
import org.junit.jupiter.api.Test;

final class MetricsTest {
  private static final double EXACT = 1e-9;

  @Test
  void goldenFiguresAreMet() throws IOException {
    Npz golden = Npz.read(SharedData.path("golden/metrics_multilabel.npz"));
    double[][] scores = rows(golden.get("score"));
    float[][] targets = floats(rows(golden.get("y")));
    MetricsReport report =
        MultiLabelMetrics.of(
            scores, targets, ones(targets), filled(5, 0.5), List.of("a", "b", "c", "d", "e"));

    assertPerClass(golden, "auroc", report, ClassMetrics::auroc);
    assertPerClass(golden, "auprc", report, ClassMetrics::auprc);
    assertPerClass(golden, "f1", report, ClassMetrics::f1);
    assertPerClass(golden, "sensitivity", report, ClassMetrics::sensitivity);
    assertPerClass(golden, "specificity", report, ClassMetrics::specificity);
    assertPerClass(golden, "brier", report, ClassMetrics::brier);
    assertPerClass(golden, "ece", report, ClassMetrics::ece);
    assertThat(report.macroF1()).isCloseTo(golden.get("macro_f1").scalar(), within(EXACT));
    assertThat(report.subsetAccuracy())
        .isCloseTo(golden.get("subset_accuracy").scalar(), within(EXACT));
    assertThat(report.elementAccuracy())
        .isCloseTo(golden.get("element_accuracy").scalar(), within(EXACT));
    assertThat(report.recordings()).isEqualTo(400);
    assertThat(report.notes()).isEmpty();
  }

  private static void assertPerClass(
      Npz golden, String name, MetricsReport report, ToDoubleFunction<ClassMetrics> figure) {
    assertThat(report.classes().stream().mapToDouble(figure).toArray())
        .as(name)
        .containsExactly(golden.get(name).values(), within(EXACT));
  }

  @Test
  void goldenChallengeScoreIsMet() throws IOException {
    Npz golden = Npz.read(SharedData.path("golden/challenge2021.npz"));
    int sinus =
        Arrays.asList(golden.get("classes").strings())
            .indexOf(golden.get("sinus_rhythm").strings()[0]);
    double[][] weights = rows(golden.get("weights"));
    boolean[][] labels = booleans(rows(golden.get("labels")));
    assertThat(Challenge2021.score(weights, labels, booleans(rows(golden.get("outputs"))), sinus))
        .isCloseTo(golden.get("score").scalar(), within(EXACT));
    assertThat(Challenge2021.score(weights, labels, labels, sinus)).isEqualTo(1);
  }

  @Test
  void unknownCellsTakeNoPart() {
    double[][] scores = {{0.9, 0.2}, {0.1, 0.8}, {0.7, 0.9}, {0.6, 0.1}, {0.3, Double.NaN}};
    float[][] targets = {{1, 0}, {0, 1}, {0, 1}, {1, 0}, {0, 0}};
    float[][] known = {{1, 1}, {1, 1}, {0, 0}, {1, 0}, {1, 0}};
    MetricsReport report =
        MultiLabelMetrics.of(scores, targets, known, filled(2, 0.5), List.of("a", "b"));

    assertThat(report.recordings()).isEqualTo(4);
    assertThat(report.classes().get(0).auroc()).isEqualTo(1);
    assertThat(report.classes().get(1).positives()).isEqualTo(1);
    assertThat(report.classes().get(1).negatives()).isEqualTo(1);
    assertThat(report.elementAccuracy()).isEqualTo(1);
    assertThat(report.subsetAccuracy()).isEqualTo(1);
    assertThat(report.allNegativeElementAccuracy()).isEqualTo(3.0 / 6);
    assertThat(report.mostFrequentSetAccuracy()).isEqualTo(2.0 / 4);
  }

  @Test
  void absentClassesAreLeftOutOfAveragesWithANote() {
    double[][] scores = {{0.9, 0.2, 0.6, 0.5}, {0.1, 0.8, 0.7, 0.5}};
    float[][] targets = {{1, 0, 1, 0}, {0, 0, 1, 0}};
    float[][] known = {{1, 1, 1, 0}, {1, 1, 1, 0}};
    MetricsReport report =
        MultiLabelMetrics.of(
            scores, targets, known, filled(4, 0.5), List.of("good", "none", "all", "unseen"));

    assertThat(report.macroAuroc()).isEqualTo(1);
    assertThat(report.macroAuprc()).isEqualTo(1);
    assertThat(report.macroF1()).isEqualTo(1);
    assertThat(report.classes().get(1).auroc()).isNaN();
    assertThat(report.classes().get(1).f1()).isNaN();
    assertThat(report.classes().get(3).brier()).isNaN();
    assertThat(report.notes())
        .containsExactly(
            "none has no positive recording: left out of every average",
            "all has no negative recording: left out of the mean AUROC",
            "unseen was assessed in no recording: left out of every average");
  }

  @Property(tries = 100)
  void rankingAgreesWithItsDefinitions(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int count) {
    Random random = new Random(seed);
    double[] scores = new double[count];
    boolean[] positive = new boolean[count];
    for (int i = 0; i < count; i++) {
      scores[i] = random.nextInt(12) / 12.0;
      positive[i] = i == 0 || (i != 1 && random.nextBoolean());
    }
    double won = 0;
    int pairs = 0;
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        if (positive[i] && !positive[j]) {
          won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
          pairs++;
        }
      }
    }
    Ranking ranking = Ranking.of(scores, positive);
    assertThat(ranking.auroc()).isCloseTo(won / pairs, within(EXACT));

    double highest =
        Arrays.stream(scores)
            .map(threshold -> Confusion.of(scores, positive, threshold).f1())
            .max()
            .orElseThrow();
    double chosen =
        Thresholds.maximisingF1(column(scores), column(positive), ones(column(positive)))[0];
    assertThat(Confusion.of(scores, positive, chosen).f1()).isCloseTo(highest, within(EXACT));
  }

  @Test
  void wrongShapesAndScoresAreRefused() {
    float[][] cell = {{1}};
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                MultiLabelMetrics.of(
                    new double[][] {{Double.NaN}}, cell, cell, filled(1, 0.5), List.of("a")))
        .withMessageContaining("NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                MultiLabelMetrics.of(
                    new double[][] {{2}}, cell, cell, filled(1, 0.5), List.of("a")))
        .withMessageContaining("Probability 0 is 2.0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                MultiLabelMetrics.of(
                    new double[][] {{1, 1}}, cell, cell, filled(1, 0.5), List.of("a")))
        .withMessageContaining("has not 1 classes");
  }

  private static double[][] rows(Npz.Array array) {
    double[][] rows = new double[array.shape()[0]][];
    Arrays.setAll(rows, array::row);
    return rows;
  }

  private static float[][] floats(double[][] rows) {
    float[][] result = new float[rows.length][rows[0].length];
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < rows[r].length; c++) {
        result[r][c] = (float) rows[r][c];
      }
    }
    return result;
  }

  private static boolean[][] booleans(double[][] rows) {
    boolean[][] result = new boolean[rows.length][rows[0].length];
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < rows[r].length; c++) {
        result[r][c] = rows[r][c] != 0;
      }
    }
    return result;
  }

  private static double[][] column(double[] values) {
    return Arrays.stream(values).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
  }

  private static float[][] column(boolean[] values) {
    float[][] result = new float[values.length][1];
    for (int i = 0; i < values.length; i++) {
      result[i][0] = values[i] ? 1 : 0;
    }
    return result;
  }

  private static float[][] ones(float[][] shape) {
    float[][] result = new float[shape.length][shape[0].length];
    for (float[] row : result) {
      Arrays.fill(row, 1);
    }
    return result;
  }

  private static double[] filled(int length, double value) {
    double[] result = new double[length];
    Arrays.fill(result, value);
    return result;
  }
}
