package org.ecgnat.model.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ecgnat.model.training.Crops;
import org.ecgnat.model.training.Objective;
import org.ecgnat.model.training.TrainingExample;
import org.junit.jupiter.api.Test;

class AugmentationsTest {
  private static final int SAMPLES = 1000;
  private static final int ALL = 0xfff;

  @Test
  void nothingHappensAtZero() {
    TrainingExample example = example(ALL);
    TrainingExample view = augmentations(0, 0, 0, 0, 0).view(example, 1);
    assertThat(view.signal()).isEqualTo(example.signal());
    assertThat(view.leadMask()).isEqualTo(ALL);
  }

  @Test
  void viewsAreKeyedByWindowEpochAndNumber() {
    Augmentations augmentations = augmentations(0.1, 0.1, 0.1, 10, 0.2);
    TrainingExample example = example(ALL);
    assertThat(augmentations.view(example, 0).signal())
        .isEqualTo(augmentations.view(example, 0).signal())
        .isNotEqualTo(augmentations.view(example, 1).signal());
    TrainingExample nextEpoch = TrainingExample.unlabeled(example.key(), 1, example.signal(), ALL);
    assertThat(augmentations.view(example, 0).signal())
        .isNotEqualTo(augmentations.view(nextEpoch, 0).signal());
  }

  @Test
  void noiseHasItsStandardDeviation() {
    TrainingExample flat = TrainingExample.unlabeled(1, 0, new float[12 * SAMPLES], ALL);
    float[] noise = augmentations(0, 0.3, 0, 0, 0).view(flat, 0).signal();
    double square = 0;
    for (float value : noise) {
      square += (double) value * value;
    }
    assertThat(Math.sqrt(square / noise.length)).isEqualTo(0.3, within(0.01));
  }

  @Test
  void absentLeadsStayAbsentAndZeroAndOneLeadIsLeft() {
    for (int window = 0; window < 50; window++) {
      TrainingExample example = TrainingExample.unlabeled(window, 0, example(0b11).signal(), 0b11);
      TrainingExample view = augmentations(0.1, 0.1, 0.1, 10, 0.9).view(example, 0);
      assertThat(view.leadMask()).isIn(0b01, 0b10, 0b11);
      for (int lead = 0; lead < 12; lead++) {
        if ((view.leadMask() >> lead & 1) == 0) {
          float[] row = Arrays.copyOfRange(view.signal(), lead * SAMPLES, (lead + 1) * SAMPLES);
          assertThat(row).containsOnly(0F);
        }
      }
    }
  }

  private static Augmentations augmentations(
      double gain, double noise, double wander, int shift, double leadDropout) {
    return new Augmentations(
        new Objective.Augmentation(2, gain, noise, wander, shift, leadDropout),
        Crops.NONE,
        12,
        100,
        5);
  }

  private static TrainingExample example(int leadMask) {
    float[] signal = new float[12 * SAMPLES];
    for (int i = 0; i < signal.length; i++) {
      signal[i] = ((leadMask >> (i / SAMPLES)) & 1) * (i % 97);
    }
    return TrainingExample.unlabeled(42, 0, signal, leadMask);
  }
}
