package org.ecgnat.model.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.ecgnat.model.encoder.EcgNatConfig;
import org.ecgnat.model.layers.NamedParameter;
import org.ecgnat.model.layers.Phase;
import org.ecgnat.model.random.KeyedRandom;
import org.ecgnat.model.random.KeyedRandom.Purpose;
import org.ecgnat.model.training.Autograd;
import org.ecgnat.model.training.Objective;
import org.ecgnat.model.training.TrainingExample;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A network with dilation and stochastic depth on examples of which some lack leads. */
class PretrainingNetworkTest {
  private static final int SAMPLES = 300;
  private static final EcgNatConfig CONFIG =
      new EcgNatConfig(12, SAMPLES, 100, 8, List.of(2, 2), 5, List.of(3, 2), 4, 2, 0.5);

  private final PretrainingNetwork network =
      new PretrainingNetwork(CONFIG, new Objective.Reconstruction(0.6, 0.1), 9);
  private NDManager manager;

  @BeforeEach
  void bind() {
    manager = NDManager.newBaseManager("PyTorch");
    for (NamedParameter parameter : network.parameters()) {
      Shape shape = new Shape(parameter.shape());
      parameter.bind(manager.create(parameter.initialValues(9), shape));
    }
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void aBatchsLossIsTheMeanOfItsPartsLosses() {
    List<TrainingExample> batch = examples(0xfff, 0xf3, 0xfff, 0x1);
    double parts = (loss(batch.subList(0, 1)) + 3 * loss(batch.subList(1, 4))) / 4;
    assertThat(loss(batch)).isEqualTo(parts, within(1e-5));
  }

  @Test
  void whatAnAbsentLeadHoldsIsNotSeen() {
    List<TrainingExample> batch = examples(0xff0);
    TrainingExample example = batch.get(0);
    float[] changed = example.signal().clone();
    for (int i = 0; i < 4 * SAMPLES; i++) {
      changed[i] += 100;
    }
    assertThat(loss(List.of(TrainingExample.unlabeled(example.key(), 0, changed, 0xff0))))
        .isEqualTo(loss(batch));
  }

  @Test
  void absentLeadsHaveALearnedValueAndNothingStaysBehind() {
    List<NDArray> arrays = network.parameters().stream().map(NamedParameter::array).toList();
    Autograd.track(arrays);
    NDArray absent =
        network.parameters().stream()
            .filter(parameter -> parameter.name().equals("encoder.absent"))
            .findFirst()
            .orElseThrow()
            .array();
    step(examples(0xfff));
    int handles = manager.getManagedArrays().size();
    assertThat(Autograd.gradient(manager, absent)).isEmpty();
    step(examples(0xffe));
    Autograd.withGradient(
        absent,
        gradient -> {
          assertThat(gradient.toFloatArray()[0]).isNotZero();
          assertThat(gradient.toFloatArray()[1]).isZero();
        });
    assertThat(manager.getManagedArrays()).hasSize(handles);
  }

  private void step(List<TrainingExample> batch) {
    try (NDManager work = manager.newSubManager()) {
      Autograd.backward(
          Autograd.recording(() -> network.prepare(work, batch, Phase.TRAINING).loss()));
    }
  }

  private double loss(List<TrainingExample> batch) {
    try (NDManager work = manager.newSubManager()) {
      return Autograd.withoutRecording(
          () -> (double) network.prepare(work, batch, Phase.TRAINING).loss().getFloat());
    }
  }

  private static List<TrainingExample> examples(int... leadMasks) {
    List<TrainingExample> examples = new ArrayList<>();
    for (int i = 0; i < leadMasks.length; i++) {
      KeyedRandom random = KeyedRandom.of(1, Purpose.ORDER, 0, i, 0);
      float[] signal = new float[12 * SAMPLES];
      for (int s = 0; s < signal.length; s++) {
        signal[s] = ((leadMasks[i] >> (s / SAMPLES)) & 1) * (float) random.gaussian();
      }
      examples.add(TrainingExample.unlabeled(i, 0, signal, leadMasks[i]));
    }
    return examples;
  }
}
