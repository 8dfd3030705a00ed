package org.ecgnat.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StochasticDepthTest {
  private static final int EXAMPLES = 400;

  /** Eight branches of four blocks; the last block drops half of its branches. */
  private final StochasticDepth depth =
      new StochasticDepth(MicroNetworks.ENCODER.withStochasticDepth(0.5), 3);

  private final List<TrainingExample> batch = new ArrayList<>();

  StochasticDepthTest() {
    for (int i = 0; i < EXAMPLES; i++) {
      batch.add(TrainingExample.unlabeled(i, 0, new float[0], 0xfff));
    }
  }

  @Test
  void viewsAreNumberedFromTheFirst() {
    float[] two = branch(7, 0, 2);
    assertThat(branch(7, 0, 1)).isEqualTo(Arrays.copyOf(two, EXAMPLES));
    assertThat(branch(7, 1, 1)).isEqualTo(Arrays.copyOfRange(two, EXAMPLES, 2 * EXAMPLES));
  }

  @Test
  void passesAreIndependentOfEachOther() {
    float[] reconstruction = branch(7, 0, 1);
    float[] view = branch(7, 1, 1);
    int[] together = new int[4];
    for (int i = 0; i < EXAMPLES; i++) {
      assertThat(view[i]).isIn(0F, 2F);
      together[(reconstruction[i] > 0 ? 2 : 0) + (view[i] > 0 ? 1 : 0)]++;
    }
    // each of the four pairs has a quarter, give or take four standard deviations
    for (int count : together) {
      assertThat(count).isBetween(100 - 35, 100 + 35);
    }
  }

  private float[] branch(int branch, int first, int views) {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      List<NDArray> scales = depth.scales(manager, batch, first, views);
      assertThat(scales).hasSize(8);
      return scales.get(branch).toFloatArray();
    }
  }
}
