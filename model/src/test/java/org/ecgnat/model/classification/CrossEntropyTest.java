package org.ecgnat.model.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ecgnat.model.TestArrays.array;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;

class CrossEntropyTest {
  private static final double[] LOGITS = {1.5, -0.5, 0.25, -2, 30, 4};
  private static final float[][] TARGETS = {{1, 0, 0}, {0, 1, 0}};
  private static final float[][] KNOWN = {{1, 1, 1}, {1, 1, 0}};

  @Test
  void softmaxLeavesUnassessedClassesOut() {
    double first = -Math.log(Math.exp(1.5) / (Math.exp(1.5) + Math.exp(-0.5) + Math.exp(0.25)));
    double second = -Math.log(Math.exp(30) / (Math.exp(-2) + Math.exp(30)));
    assertThat(loss(CrossEntropy.SOFTMAX)).isEqualTo((first + second) / 2, within(1e-6));
  }

  @Test
  void sigmoidLeavesUnassessedClassesOut() {
    double sum =
        -Math.log(sigmoid(1.5))
            - Math.log(1 - sigmoid(-0.5))
            - Math.log(1 - sigmoid(0.25))
            - Math.log(1 - sigmoid(-2))
            - Math.log(sigmoid(30));
    assertThat(loss(CrossEntropy.SIGMOID)).isEqualTo(sum / 6, within(1e-6));
  }

  @Test
  void sigmoidStaysFiniteForLargeLogits() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray logits = array(manager, new double[] {200, -200}, 1, 2);
      double loss =
          CrossEntropy.SIGMOID
              .loss(logits, new float[][] {{0, 1}}, new float[][] {{1, 1}})
              .getFloat();
      assertThat(loss).isEqualTo(200, within(1e-3));
    }
  }

  private static double loss(CrossEntropy kind) {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      return kind.loss(array(manager, LOGITS, 2, 3), TARGETS, KNOWN).getFloat();
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
