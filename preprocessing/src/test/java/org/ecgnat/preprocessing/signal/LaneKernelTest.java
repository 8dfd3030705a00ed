package org.ecgnat.preprocessing.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Random;
import org.ecgnat.preprocessing.signal.Resampler.Extension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels agree bit for bit, and leads side by side do not see each other. */
final class LaneKernelTest {
  private static final int SAMPLES = 700;
  private static final int PADDING = 150;

  private static LaneKernel vector() {
    assumeTrue(
        LaneKernels.vector().isPresent(),
        "skipped: this JVM has no jdk.incubator.vector or no registers of 256 bits");
    return LaneKernels.vector().orElseThrow();
  }

  private static double[][] signals(int leads) {
    Random random = new Random(leads);
    double[][] signals = new double[leads][SAMPLES];
    for (double[] signal : signals) {
      for (int i = 0; i < SAMPLES; i++) {
        signal[i] = random.nextGaussian() + Math.sin(i / 20.0);
      }
    }
    return signals;
  }

  private static LeadBlock block(double[][] signals, int margin) {
    LeadBlock block = new LeadBlock(signals.length, SAMPLES, margin);
    for (int lead = 0; lead < signals.length; lead++) {
      for (int i = 0; i < SAMPLES; i++) {
        block.set(lead, i, signals[lead][i]);
      }
    }
    return block;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 8, 12, 13, 16, 25})
  void filtersBitForBitTheSameInVectorsAndWithout(int leads) {
    LaneKernel vector = vector();
    double[][] signals = signals(leads);
    for (int order : new int[] {1, 2, 3, 4, 7}) {
      SosFilter filter = FilterDesign.bandPass(order, 0.5, 40, 500);
      LeadBlock scalar = block(signals, PADDING + 3);
      LeadBlock vectorised = block(signals, PADDING + 3);
      filter.filtfilt(scalar, PADDING, new ScalarLaneKernel());
      filter.filtfilt(vectorised, PADDING, vector);
      for (int lead = 0; lead < leads; lead++) {
        assertThat(vectorised.toArrays()[lead]).containsExactly(scalar.toArrays()[lead]);
        assertThat(vectorised.toArrays()[lead])
            .containsExactly(filter.filtfilt(signals[lead], PADDING));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,5", "5,1", "25,36", "250,257", "5,8"})
  void resamplesBitForBitTheSameInVectorsAndWithout(int up, int down) {
    LaneKernel vector = vector();
    Resampler resampler = new Resampler(up, down);
    for (int leads : new int[] {1, 5, 12, 17}) {
      double[][] signals = signals(leads);
      for (Extension extension : Extension.values()) {
        double[][] scalar =
            resampler.resample(
                block(signals, resampler.margin()), extension, new ScalarLaneKernel());
        double[][] vectorised =
            resampler.resample(block(signals, resampler.margin() + 9), extension, vector);
        assertThat(vectorised).isDeepEqualTo(scalar);
        for (int lead = 0; lead < leads; lead++) {
          assertThat(scalar[lead]).containsExactly(resampler.resample(signals[lead], extension));
        }
      }
    }
  }

  @Test
  void marginsMustHoldTheExtension() {
    LeadBlock block = new LeadBlock(2, 100, 10);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FilterDesign.lowPass(2, 40, 500).filtfilt(block, 11))
        .withMessageContaining("An odd extension of 11");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Resampler(1, 5).resample(block, Extension.ZERO))
        .withMessageContaining("a margin of 10, it must be at least");
  }
}
