package org.ecgnat.model.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MaskSamplerTest {

  @Test
  void hidesEquallyManyUnitsEachEquallyOften() {
    MaskSampler sampler = new MaskSampler(3, 0.6);
    int windows = 2000;
    int[] hidden = new int[31];
    for (int window = 0; window < windows; window++) {
      float[] mask = sampler.mask(0, window, 31);
      int count = 0;
      for (int unit = 0; unit < 31; unit++) {
        count += (int) mask[unit];
        hidden[unit] += (int) mask[unit];
      }
      assertThat(count).isEqualTo(18);
    }
    for (int count : hidden) {
      assertThat(count).isBetween(windows * 18 / 31 - 110, windows * 18 / 31 + 110);
    }
  }

  @Test
  void isKeyedByEpochAndWindow() {
    MaskSampler sampler = new MaskSampler(3, 0.6);
    assertThat(sampler.mask(1, 2, 31)).isEqualTo(sampler.mask(1, 2, 31));
    assertThat(sampler.mask(1, 2, 31)).isNotEqualTo(sampler.mask(2, 2, 31));
    assertThat(sampler.mask(1, 2, 31)).isNotEqualTo(sampler.mask(1, 3, 31));
  }

  @Test
  void refusesToHideNothing() {
    assertThatThrownBy(() -> new MaskSampler(0, 0.1).mask(0, 0, 5))
        .hasMessageContaining("hides none of 5 units");
  }
}
