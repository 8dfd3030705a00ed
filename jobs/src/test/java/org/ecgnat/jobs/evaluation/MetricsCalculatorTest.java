package org.ecgnat.jobs.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Offset;
import org.ecgnat.preprocessing.Npz;
import org.ecgnat.preprocessing.SharedData;
import org.junit.jupiter.api.Test;

class MetricsCalculatorTest {
  private static final Offset<Double> EXACT = within(1e-9);

  @Test
  void equalsTheGoldenFigures() throws Exception {
    Npz golden = Npz.read(SharedData.path("golden/metrics_multilabel.npz"));
    double[] truth = golden.get("y").values();
    double[] scores = golden.get("score").values();
    List<ScoredRecording> recordings = new ArrayList<>();
    for (int i = 0; i < truth.length / 5; i++) {
      float[] present = new float[5];
      double[] probabilities = new double[5];
      boolean[] decisions = new boolean[5];
      for (int c = 0; c < 5; c++) {
        present[c] = (float) truth[i * 5 + c];
        probabilities[c] = scores[i * 5 + c];
        decisions[c] = probabilities[c] >= 0.5;
      }
      recordings.add(recording("r" + i, probabilities, decisions, present, all(5)));
    }

    Scores result =
        new MetricsCalculator(List.of("a", "b", "c", "d", "e"), new double[5]).score(recordings);

    for (int c = 0; c < 5; c++) {
      ClassScores one = result.classes().get(c);
      assertThat(one.auroc()).isCloseTo(golden.get("auroc").values()[c], EXACT);
      assertThat(one.auprc()).isCloseTo(golden.get("auprc").values()[c], EXACT);
      assertThat(one.f1()).isCloseTo(golden.get("f1").values()[c], EXACT);
      assertThat(one.sensitivity()).isCloseTo(golden.get("sensitivity").values()[c], EXACT);
      assertThat(one.specificity()).isCloseTo(golden.get("specificity").values()[c], EXACT);
      assertThat(one.brier()).isCloseTo(golden.get("brier").values()[c], EXACT);
      assertThat(one.calibrationError()).isCloseTo(golden.get("ece").values()[c], EXACT);
    }
    assertThat(result.macroF1()).isCloseTo(golden.get("macro_f1").values()[0], EXACT);
    assertThat(result.elementAccuracy())
        .isCloseTo(golden.get("element_accuracy").values()[0], EXACT);
    assertThat(result.exactMatch()).isCloseTo(golden.get("subset_accuracy").values()[0], EXACT);
  }

  @Test
  void anUnknownClassCountsNowhere() {
    double[] yes = {0.9, 0.9};
    boolean[] both = {true, true};
    List<ScoredRecording> recordings =
        List.of(
            recording("a", yes, both, new float[] {1, 0}, new float[] {1, 0}),
            recording("b", yes, both, new float[] {0, 0}, new float[] {1, 0}),
            recording("c", yes, both, new float[] {1, 1}, new float[] {1, 1}));

    Scores scores = new MetricsCalculator(List.of("x", "y"), new double[2]).score(recordings);

    assertThat(scores.elementAccuracy()).isEqualTo(3 / 4.0);
    assertThat(scores.elementAccuracyAllNegative()).isEqualTo(1 / 4.0);
    assertThat(scores.exactMatch()).isEqualTo(2 / 3.0);
    assertThat(scores.exactMatchMostFrequentSet()).isEqualTo(2 / 3.0);
    assertThat(scores.classes().get(1).known()).isEqualTo(1);
    assertThat(scores.classes().get(1).scored()).isFalse();
    assertThat(scores.classesScored()).isEqualTo(1);
    assertThat(scores.macroAuroc()).isEqualTo(0.5);
  }

  @Test
  void rareClassesAreFlaggedAndAbsentOnesLeftOut() {
    Scores scores =
        new MetricsCalculator(MadeUpRecordings.CLASSES, new double[5])
            .score(MadeUpRecordings.of(600));

    assertThat(scores.classes().stream().filter(ClassScores::fewPositives))
        .extracting(ClassScores::name)
        .containsExactly("RARE", "NEVER");
    assertThat(scores.classesScored()).isEqualTo(4);
    assertThat(scores.classes().get(4).auroc()).isNaN();
    assertThat(scores.macroAuroc()).isBetween(0.5, 1.0);
  }

  @Test
  void patientsAreCountedWithinTheirSource() {
    Scores scores =
        new MetricsCalculator(MadeUpRecordings.CLASSES, new double[5])
            .score(Collections.nCopies(3, MadeUpRecordings.of(1).get(0)));

    assertThat(scores.patients()).isEqualTo(1);
    assertThat(scores.recordings()).isEqualTo(3);
  }

  @Test
  void theCurvesEncloseTheFigures() {
    List<ScoredRecording> recordings = MadeUpRecordings.of(300);
    MetricsCalculator calculator = new MetricsCalculator(MadeUpRecordings.CLASSES, new double[5]);

    List<ClassScores> scores =
        calculator.score(recordings).classes().stream().filter(ClassScores::scored).toList();
    List<Curves> curves = calculator.curves(recordings);

    assertThat(curves).extracting(Curves::name).containsExactly("NORM", "MI", "STTC", "RARE");
    for (int c = 0; c < curves.size(); c++) {
      List<Curves.Point> roc = curves.get(c).roc();
      double area = 0;
      for (int i = 1; i < roc.size(); i++) {
        area += (roc.get(i).x() - roc.get(i - 1).x()) * (roc.get(i).y() + roc.get(i - 1).y()) / 2;
      }
      double precision = 0;
      double recall = 0;
      for (Curves.Point point : curves.get(c).precisionRecall()) {
        precision += (point.x() - recall) * point.y();
        recall = point.x();
      }
      double gap = 0;
      for (Curves.Bin bin : curves.get(c).calibration()) {
        gap += Math.abs(bin.meanProbability() - bin.observed()) * bin.recordings();
      }
      assertThat(area).isCloseTo(scores.get(c).auroc(), EXACT);
      assertThat(precision).isCloseTo(scores.get(c).auprc(), EXACT);
      assertThat(gap / scores.get(c).known()).isCloseTo(scores.get(c).calibrationError(), EXACT);
    }
  }

  private static ScoredRecording recording(
      String key, double[] probabilities, boolean[] decisions, float[] present, float[] known) {
    return new ScoredRecording("here", key, "", probabilities, decisions, present, known);
  }

  private static float[] all(int classes) {
    float[] known = new float[classes];
    Arrays.fill(known, 1);
    return known;
  }
}
