package org.ecgnat.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.BaseNDManager;
import java.util.List;
import java.util.OptionalInt;
import org.ecgnat.model.Trainers;
import org.ecgnat.model.encoder.EcgNatConfig;
import org.junit.jupiter.api.Test;

class ClassificationTrainerTest {

  private static final List<String> CLASSES = List.of("a", "b", "c");

  @Test
  void learnsItsClassesTheSameEveryTime() {
    TrainerSpec spec = MicroNetworks.classification(CLASSES);
    List<TrainingExample> batch = MicroNetworks.examples(0, 16);
    float[][] weights = new float[2][];
    for (int run = 0; run < 2; run++) {
      try (NetworkTrainer trainer = create(spec)) {
        double before = trainer.evaluate(batch).loss();
        trainer.step(batch, 0);
        int arrays = ((BaseNDManager) trainer.manager()).getManagedArrays().size();
        for (int step = 1; step < 12; step++) {
          trainer.step(batch, step);
        }
        assertThat(((BaseNDManager) trainer.manager()).getManagedArrays()).hasSize(arrays);
        assertThat(trainer.evaluate(batch).loss()).isLessThan(0.9 * before);
        weights[run] = trainer.weights();
      }
    }
    assertThat(weights[0]).isEqualTo(weights[1]);
  }

  @Test
  void takesOverAnEncoderAndNothingElse() {
    TrainerSpec from = MicroNetworks.reconstruction();
    TrainerSpec to = MicroNetworks.classification(CLASSES);
    float[] source = Trainers.initialWeights(from);
    ParameterLayout layout = Trainers.layout(to);
    float[] target = Trainers.initialWeights(to);
    float[] before = target.clone();
    Trainers.transferEncoder(Trainers.layout(from), source, layout, target);

    float[] expected = new float[layout.size()];
    for (ParameterLayout.Entry there : layout.parameters()) {
      float[] values = before;
      int offset = there.offset();
      for (ParameterLayout.Entry here : Trainers.layout(from).parameters()) {
        if (here.name().equals(there.name()) && here.name().startsWith("encoder.")) {
          values = source;
          offset = here.offset();
        }
      }
      System.arraycopy(values, offset, expected, there.offset(), there.size());
    }
    assertThat(target).isEqualTo(expected).isNotEqualTo(before);

    EcgNatConfig wide =
        new EcgNatConfig(12, 256, 100, 32, List.of(1, 1, 1, 1), 5, List.of(1, 1, 1, 1), 16, 2, 0.1);
    TrainerSpec other = new TrainerSpec(wide, to.objective(), to.optimizer(), 1);
    assertThatThrownBy(
            () ->
                Trainers.transferEncoder(
                    Trainers.layout(from),
                    source,
                    Trainers.layout(other),
                    Trainers.initialWeights(other)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The encoders differ: encoder.");
  }

  private static NetworkTrainer create(TrainerSpec spec) {
    return (NetworkTrainer) Trainers.create(spec, OptionalInt.empty());
  }
}
