package org.ecgnat.model.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ecgnat.model.TestArrays.assertClose;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ecgnat.model.encoder.EcgNatConfig;
import org.ecgnat.model.layers.Axes;
import org.ecgnat.model.layers.NamedParameter;
import org.ecgnat.model.layers.Pass;
import org.ecgnat.model.random.KeyedRandom;
import org.ecgnat.model.random.KeyedRandom.Purpose;
import org.ecgnat.model.training.Autograd;
import org.ecgnat.model.training.Crops;
import org.ecgnat.model.training.MicroNetworks;
import org.ecgnat.model.training.Objective;
import org.ecgnat.model.training.TrainingExample;
import org.junit.jupiter.api.Test;

class CropsTest {
  private static final EcgNatConfig ENCODER = MicroNetworks.ENCODER;
  private static final int LEADS = ENCODER.leads();
  private static final int SAMPLES = ENCODER.samples();

  @Test
  void spreadFromTheFirstSampleToTheLast() {
    Crops five = new Crops(500, 5);
    assertThat(IntStream.range(0, 5).map(i -> five.start(i, 1000)))
        .containsExactly(0, 125, 250, 375, 500);
    assertThat(new Crops(500, 4).start(1, 1001)).isEqualTo(167);
    assertThat(new Crops(500, 1).start(0, 1000)).as("the only one, in the middle").isEqualTo(250);
    assertThat(five.cut(500)).isFalse();
    assertThat(Crops.NONE.cut(500)).isFalse();
    assertThatThrownBy(() -> new Crops(500, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void featuresAreTheMeanOfThoseOfThePieces() {
    Crops crops = new Crops(SAMPLES - 30, 3);
    EcgClassifier classifier = new EcgClassifier(ENCODER, 4, 0, crops);
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      for (NamedParameter parameter : classifier.namedParameters()) {
        parameter.bind(manager.create(parameter.initialValues(3), new Shape(parameter.shape())));
      }
      NDArray signal = manager.create(noise(2 * LEADS * SAMPLES), new Shape(2, LEADS, SAMPLES));
      float[] leads = new float[2 * LEADS];
      Arrays.fill(leads, 1);
      leads[LEADS + 1] = 0;
      Optional<NDArray> present = Optional.of(manager.create(leads, new Shape(2, LEADS)));
      Pass pass = Pass.overBoundArrays();
      Autograd.withoutRecording(
          () -> {
            NDArray sum = null;
            for (int start : List.of(0, 15, 30)) {
              NDArray piece = Axes.slice(signal, 2, start, start + (long) crops.samples());
              NDArray features = classifier.pooled(piece, present, pass);
              sum = sum == null ? features : sum.add(features);
            }
            float[] mean = sum.div(3).toFloatArray();
            double[] expected = IntStream.range(0, mean.length).mapToDouble(i -> mean[i]).toArray();
            assertClose("features", classifier.features(signal, present, pass), expected, 1e-5);
            return expected;
          });
    }
  }

  @Test
  void aViewIsAPieceAtARandomPlace() {
    Objective.Augmentation nothingElse = new Objective.Augmentation(1, 0, 0, 0, 0, 0);
    Augmentations augmentations = new Augmentations(nothingElse, new Crops(7, 1), LEADS, 100, 1);
    boolean[] starts = new boolean[4];
    for (int window = 0; window < 100; window++) {
      float[] signal = noise(LEADS * 10);
      TrainingExample example = TrainingExample.unlabeled(window, 0, signal, (1 << LEADS) - 1);
      float[] view = augmentations.view(example, 0).signal();
      assertThat(view).hasSize(LEADS * 7);
      int start =
          IntStream.range(0, 10).filter(i -> signal[i] == view[0]).findFirst().orElseThrow();
      starts[start] = true;
      for (int lead = 0; lead < LEADS; lead++) {
        assertThat(Arrays.copyOfRange(view, lead * 7, lead * 7 + 7))
            .containsExactly(Arrays.copyOfRange(signal, lead * 10 + start, lead * 10 + start + 7));
      }
    }
    assertThat(starts).containsOnly(true);
  }

  private static float[] noise(int size) {
    KeyedRandom random = KeyedRandom.of(8, Purpose.ORDER, 0, 0, 0);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.gaussian();
    }
    return values;
  }
}
