package org.ecgnat.model.layers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import org.junit.jupiter.api.Test;

class PassTest {

  @Test
  void aParameterStoresMirrorsOutliveAForwardPass() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Mlp block = new Mlp(3, 4, 2);
      for (NamedParameter parameter : block.namedParameters()) {
        parameter.bind(manager.create(parameter.initialValues(1), new Shape(parameter.shape())));
      }
      NDArray input = manager.ones(new Shape(5, 3));
      ParameterStore copies = new ParameterStore(manager, true);
      NDArray first = block.forward(copies, new NDList(input), false).singletonOrThrow();
      NDArray second = block.forward(copies, new NDList(input), false).singletonOrThrow();
      assertThat(second.toFloatArray()).isEqualTo(first.toFloatArray());
    }
  }
}
