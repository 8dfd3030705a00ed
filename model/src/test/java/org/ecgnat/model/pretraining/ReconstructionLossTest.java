package org.ecgnat.model.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ecgnat.model.TestArrays.array;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.Arrays;
import org.ecgnat.model.pretraining.ReconstructionLoss.Normalization;
import org.ecgnat.preprocessing.Npz;
import org.ecgnat.preprocessing.SharedData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReconstructionLossTest {

  @ParameterizedTest
  @ValueSource(strings = {"all_present", "absent_leads", "absent_leads_weighted"})
  void equalsTheGoldenVectors(String name) throws IOException {
    Npz golden = Npz.read(SharedData.path("golden/masked_mse_" + name + ".npz"));
    Npz.Array mask = golden.get("mask");
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      ReconstructionLoss loss =
          new ReconstructionLoss((int) golden.get("unit").scalar(), golden.get("floor").scalar());
      float[] leadWeights = golden.get("weight").floats();
      float[] weights =
          ReconstructionLoss.weights(
              rows(mask), rows(golden.get("present")), leadWeights, Normalization.BATCH);
      NDArray result =
          loss.loss(
              array(manager, golden.get("pred")),
              array(manager, golden.get("signal")),
              manager.create(
                  weights, new Shape(mask.shape()[0], mask.shape()[1], leadWeights.length)));
      double expected = golden.get("loss").scalar();
      assertThat((double) result.getFloat()).isEqualTo(expected, within(1e-5 * expected));
    }
  }

  private static float[][] rows(Npz.Array matrix) {
    float[] values = matrix.floats();
    int columns = matrix.shape()[1];
    float[][] rows = new float[matrix.shape()[0]][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(values, i * columns, (i + 1) * columns);
    }
    return rows;
  }
}
