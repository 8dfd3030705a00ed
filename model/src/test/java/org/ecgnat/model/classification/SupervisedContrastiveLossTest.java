package org.ecgnat.model.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ecgnat.model.TestArrays.array;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.Arrays;
import org.ecgnat.preprocessing.Npz;
import org.ecgnat.preprocessing.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupervisedContrastiveLossTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void equalsTheGoldenVectorsOfSingleLabels(int number) throws IOException {
    Npz golden = Npz.read(SharedData.path("golden/supcon_" + number + ".npz"));
    double[] labels = golden.get("y").values();
    float[][] targets = new float[labels.length][(int) Arrays.stream(labels).max().orElse(0) + 1];
    for (int i = 0; i < targets.length; i++) {
      targets[i][(int) labels[i]] = 1;
    }
    assertLoss(golden, Positives.IDENTICAL, targets, "loss");
    assertLoss(golden, Positives.JACCARD, targets, "loss");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void equalsTheGoldenVectorsOfLabelSets(int number) throws IOException {
    Npz golden = Npz.read(SharedData.path("golden/supcon_multilabel_" + number + ".npz"));
    Npz.Array sets = golden.get("y");
    float[][] targets = new float[sets.shape()[0]][sets.shape()[1]];
    for (int i = 0; i < targets.length; i++) {
      for (int c = 0; c < targets[i].length; c++) {
        targets[i][c] = (float) sets.row(i)[c];
      }
    }
    assertLoss(golden, Positives.IDENTICAL, targets, "loss_identical");
    assertLoss(golden, Positives.JACCARD, targets, "loss_jaccard");
  }

  @Test
  void isZeroWithoutPositives() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      float loss =
          new SupervisedContrastiveLoss(0.1)
              .loss(array(manager, new double[] {1, 0, 0, 1}, 2, 2), new float[4])
              .getFloat();
      assertThat(loss).isZero();
    }
  }

  private static void assertLoss(
      Npz golden, Positives positives, float[][] targets, String expectedName) {
    float[][] known = new float[targets.length][targets[0].length];
    for (float[] row : known) {
      Arrays.fill(row, 1);
    }
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      double loss =
          new SupervisedContrastiveLoss(golden.get("tau").scalar())
              .loss(array(manager, golden.get("z")), positives.weights(targets, known))
              .getFloat();
      double expected = golden.get(expectedName).scalar();
      assertThat(loss).as("%s, %s", expectedName, positives).isEqualTo(expected, within(1e-4));
    }
  }
}
