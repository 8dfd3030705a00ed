package org.ecgnat.preprocessing.quality.beats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.ecgnat.preprocessing.signal.Resampler;
import org.ecgnat.preprocessing.synthetic.Beat;
import org.ecgnat.preprocessing.synthetic.SyntheticGenerator;
import org.ecgnat.preprocessing.synthetic.SyntheticRecording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RPeakDetectorTest {
  private static final SyntheticRecording RECORDING = new SyntheticGenerator(7).recording(3);

  @ParameterizedTest
  @ValueSource(doubles = {100, 128, 257, 360, 500, 1000})
  void findsBeatsAtAnyRate(double rateHz) {
    Resampler resampler = Resampler.between(500, rateHz);
    for (int index = 0; index < 4; index++) {
      SyntheticRecording recording = new SyntheticGenerator(7).recording(index);
      float[][] leads = new float[12][];
      for (int lead = 0; lead < 12; lead++) {
        leads[lead] = resampled(resampler, recording.millivolts()[lead]);
      }
      assertFinds(recording, RPeakDetector.detect(leads, rateHz), rateHz);
    }
  }

  private static float[] resampled(Resampler resampler, float[] lead) {
    double[] x = new double[lead.length];
    Arrays.setAll(x, i -> lead[i]);
    double[] y = resampler.resample(x, Resampler.Extension.LINE);
    float[] result = new float[y.length];
    for (int i = 0; i < y.length; i++) {
      result[i] = (float) y[i];
    }
    return result;
  }

  private static void assertFinds(SyntheticRecording recording, int[] detected, double rateHz) {
    for (Beat beat : recording.beats()) {
      double from = beat.qrsOnsetSeconds();
      if (from > 0.3 && from < 9.5) {
        assertThat(Arrays.stream(detected).mapToDouble(d -> d / rateHz - from))
            .as("%s at %.2f s, %s Hz", recording.recordKey(), from, rateHz)
            .anyMatch(offset -> offset > -0.02 && offset < 0.18);
      }
    }
    assertThat(detected.length).isLessThanOrEqualTo(recording.beats().size());
  }

  @Test
  void polarityAndUnitDoNotMatter() {
    float[][] other = new float[12][];
    for (int lead = 0; lead < 12; lead++) {
      float factor = lead % 2 == 0 ? -256 : 0.125f;
      other[lead] = RECORDING.millivolts()[lead].clone();
      for (int i = 0; i < other[lead].length; i++) {
        other[lead][i] *= factor;
      }
    }
    assertThat(RPeakDetector.detect(other, 500))
        .isEqualTo(RPeakDetector.detect(RECORDING.millivolts(), 500));
  }

  @Test
  void oneLeadIsEnough() {
    for (int lead : new int[] {0, 1, 7, 10}) {
      int[] detected = RPeakDetector.detect(new float[][] {RECORDING.millivolts()[lead]}, 500);
      assertFinds(RECORDING, detected, 500);
    }
  }

  @Test
  void findsTheBeatsBesideAGapAndNoneInIt() {
    int[] whole = RPeakDetector.detect(RECORDING.millivolts(), 500);
    float[][] leads =
        Arrays.stream(RECORDING.millivolts()).map(float[]::clone).toArray(float[][]::new);
    for (float[] lead : leads) {
      Arrays.fill(lead, whole[3] + 120, whole[6] - 120, Float.NaN);
    }
    int[] beside = Arrays.stream(whole).filter(r -> r <= whole[3] || r >= whole[6]).toArray();
    assertThat(RPeakDetector.detect(leads, 500)).containsExactly(beside);
  }

  @Test
  void findsNothingWhereNothingIsRecorded() {
    float[] missing = new float[5000];
    Arrays.fill(missing, Float.NaN);
    assertThat(RPeakDetector.detect(new float[][] {new float[5000], missing}, 500)).isEmpty();
    assertThat(RPeakDetector.detect(new float[0][], 500)).isEmpty();
    assertThat(RPeakDetector.detect(new float[1][100], 500)).isEmpty();
  }

  @Test
  void refusesWhatHasNoMeaning() {
    assertThatThrownBy(() -> RPeakDetector.detect(new float[1][500], 50))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Beats cannot be found at 50.0 Hz: 100 Hz or more are needed");
    assertThatThrownBy(() -> RPeakDetector.detect(new float[][] {{1}, {1, 2}}, 500))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The leads differ in length");
  }
}
