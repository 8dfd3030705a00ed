package org.ecgnat.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.ecgnat.model.classification.ClassificationNetwork;
import org.ecgnat.model.encoder.EcgNatConfig;
import org.ecgnat.model.encoder.ResidualConfig;
import org.ecgnat.model.layers.NamedParameter;
import org.ecgnat.model.layers.Phase;
import org.ecgnat.model.layers.Temporaries;
import org.ecgnat.model.pretraining.PretrainingNetwork;
import org.junit.jupiter.api.Test;

/**
 * An array made of Java's numbers borrows the memory of a Java buffer for as long as its handle is
 * open. What differentiation needs must not have gone with it.
 */
class BorrowedMemoryTest {
  private static final List<String> CLASSES = List.of("a", "b", "c");

  @Test
  void aReconstructionsGradientOutlivesTheCollector() {
    TrainerSpec spec = MicroNetworks.reconstruction();
    assertOutlives(
        () ->
            new PretrainingNetwork(
                (EcgNatConfig) spec.encoder(),
                (Objective.Reconstruction) spec.objective(),
                spec.seed()),
        MicroNetworks.beats(0, 6));
  }

  @Test
  void aMultiLabelClassifiersGradientOutlivesTheCollector() {
    TrainerSpec spec = MicroNetworks.classification(CLASSES);
    assertOutlives(
        () ->
            new ClassificationNetwork(
                spec.encoder(), (Objective.Classification) spec.objective(), spec.seed()),
        MicroNetworks.examples(0, 6));
  }

  @Test
  void aSingleLabelResidualNetworksGradientOutlivesTheCollector() {
    ResidualConfig encoder =
        new ResidualConfig(12, 256, 100, List.of(8, 8, 8), List.of(7, 5, 3), List.of(1, 2, 2));
    Objective.Classification objective =
        new Objective.Classification(
            CLASSES,
            false,
            0,
            0.1,
            "identical",
            8,
            0.1,
            new Objective.Augmentation(1, 0.1, 0.1, 0.1, 0, 0.1),
            Crops.NONE);
    assertOutlives(
        () -> new ClassificationNetwork(encoder, objective, 1), MicroNetworks.examples(0, 6));
  }

  /** The control: what the other tests look for can be seen here. */
  @Test
  void anArrayThatIsClosedTooEarlyIsSeen() {
    float[] factors = new float[2048];
    Arrays.fill(factors, 1);
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray value = manager.ones(new Shape(factors.length));
      Autograd.track(List.of(value));
      NDArray loss =
          Autograd.recording(
              () -> {
                try (NDArray borrowed = manager.create(factors)) {
                  return value.mul(borrowed).sum();
                }
              });
      fillFreedMemory(new ArrayList<>());
      Autograd.backward(loss);
      assertThat(Autograd.gradient(manager, value).orElseThrow().toFloatArray())
          .isNotEqualTo(factors);
    }
  }

  private static void assertOutlives(Supplier<Network> network, List<TrainingExample> batch) {
    List<float[]> expected = gradients(network.get(), batch, () -> {});
    List<ByteBuffer> rubbish = new ArrayList<>();
    List<float[]> gradients = gradients(network.get(), batch, () -> fillFreedMemory(rubbish));
    for (int i = 0; i < expected.size(); i++) {
      assertThat(gradients.get(i)).as("parameter %d", i).isEqualTo(expected.get(i));
    }
    assertThat(rubbish).isNotEmpty();
  }

  private static List<float[]> gradients(
      Network network, List<TrainingExample> batch, Runnable between) {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      List<NDArray> tracked = new ArrayList<>();
      for (NamedParameter parameter : network.parameters()) {
        NDArray array = manager.create(parameter.initialValues(1), new Shape(parameter.shape()));
        parameter.bind(array);
        if (parameter.trained()) {
          tracked.add(array);
        }
      }
      Autograd.track(tracked);
      ForwardPass pass = network.prepare(manager, batch, Phase.TRAINING);
      NDArray loss = Autograd.recording(() -> Temporaries.closed(pass::loss));
      between.run();
      Autograd.backward(loss);
      return tracked.stream()
          .map(array -> Autograd.gradient(manager, array).map(NDArray::toFloatArray).orElseThrow())
          .toList();
    }
  }

  /** Lets the collector free unreachable buffers, and takes their memory again. */
  private static void fillFreedMemory(List<ByteBuffer> rubbish) {
    for (int round = 0; round < 3; round++) {
      System.gc();
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    for (int size = 8; size <= 1 << 18; size *= 2) {
      for (int i = 0; i < 40; i++) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(size);
        while (buffer.hasRemaining()) {
          buffer.put((byte) 0x7f);
        }
        rubbish.add(buffer);
      }
    }
  }
}
