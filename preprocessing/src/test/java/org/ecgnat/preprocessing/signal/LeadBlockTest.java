package org.ecgnat.preprocessing.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LeadBlockTest {

  @Test
  void everyFiniteFloatKeepsItsValue() {
    float[] values = new float[100_000];
    Random random = new Random(1);
    for (int i = 0; i < values.length; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      values[i] = Float.isFinite(value) ? value : i;
    }
    values[0] = 0;
    values[1] = -0f;
    values[2] = Float.MIN_VALUE;
    values[3] = -Float.MAX_VALUE;
    LeadBlock block = new LeadBlock(1, values.length, 0);
    block.set(List.of(values));
    double[] expected = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      expected[i] = values[i];
    }
    assertThat(block.toArrays()[0]).containsExactly(expected);
  }

  @Test
  void aReusedBlockIsConditionedLikeANewOne() {
    Random random = new Random(2);
    for (int leads : new int[] {12, 5, 1, 9}) {
      float[][] signal = new float[leads][700 + 30 * leads];
      for (float[] lead : signal) {
        for (int i = 0; i < lead.length; i++) {
          lead[i] = (float) random.nextGaussian();
        }
      }
      assertThat(conditioned(LeadBlock.reused(leads, signal[0].length, 60), signal))
          .isDeepEqualTo(conditioned(new LeadBlock(leads, signal[0].length, 60), signal));
    }
  }

  private static double[][] conditioned(LeadBlock block, float[][] signal) {
    block.set(List.of(signal));
    FilterDesign.bandPass(3, 0.5, 40, 500).filtfilt(block, 50);
    return new Resampler(1, 5).resample(block, Resampler.Extension.ZERO);
  }
}
