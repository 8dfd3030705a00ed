package org.ecgnat.preprocessing.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.ecgnat.preprocessing.recording.Lead;
import org.junit.jupiter.api.Test;

class SyntheticGeneratorTest {
  private static final SyntheticGenerator GENERATOR = new SyntheticGenerator(11);

  @Test
  void limbLeadsObeyEinthovenAndGoldbergerToTheLastMicrovolt() {
    for (long index = 0; index < 12; index++) {
      float[][] x = GENERATOR.recording(index).millivolts();
      for (int i = 0; i < x[0].length; i++) {
        long one = microvolts(x, Lead.I, i);
        long two = microvolts(x, Lead.II, i);
        long three = microvolts(x, Lead.III, i);
        assertThat(one + three).isEqualTo(two);
        assertThat(2 * microvolts(x, Lead.AVR, i)).isEqualTo(-one - two);
        assertThat(2 * microvolts(x, Lead.AVL, i)).isEqualTo(one - three);
        assertThat(2 * microvolts(x, Lead.AVF, i)).isEqualTo(two + three);
      }
    }
  }

  @Test
  void limbLeadsAreWholeMicrovolts() {
    float[][] x = GENERATOR.recording(3).millivolts();

    for (int lead = 0; lead <= Lead.AVF.ordinal(); lead++) {
      for (float value : x[lead]) {
        assertThat(value * 1000.0 - Math.rint(value * 1000.0)).isBetween(-1e-3, 1e-3);
      }
    }
  }

  @Test
  void theHeartAloneGivesMoreThanThreeIndependentLeads() {
    double fourth = 0;
    double ninth = 0;
    int plans = 20;
    for (long index = 0; index < plans; index++) {
      double[][] leads = LeadSystem.leads(HeartSignal.electrodes(GENERATOR.plan(index), 500, 5000));
      double[] singular = SingularValues.of(leads);
      fourth += singular[3] / singular[0] / plans;
      ninth = Math.max(ninth, singular[8] / singular[0]);
    }

    // 293 normal recordings of PTB-XL have 0.07 in the median; one central dipole has 0
    assertThat(fourth).isBetween(0.03, 0.15);
    // nine electrodes give eight independent leads
    assertThat(ninth).isLessThan(1e-7);
  }

  @Test
  void aRecordDependsOnSeedAndNumberOnly() {
    float[][] forward = GENERATOR.recording(5).millivolts();
    LongStream.of(9, 2).forEach(GENERATOR::recording);

    assertThat(new SyntheticGenerator(11).recording(5).millivolts()).isDeepEqualTo(forward);
    assertThat(Arrays.equals(new SyntheticGenerator(12).recording(5).millivolts()[1], forward[1]))
        .isFalse();
    assertThat(Arrays.equals(GENERATOR.recording(6).millivolts()[1], forward[1])).isFalse();
  }

  @Test
  void samplesAreOfTheSizeOfAnElectrocardiogram() {
    for (long index = 0; index < 30; index++) {
      for (float[] lead : GENERATOR.recording(index).millivolts()) {
        for (float value : lead) {
          assertThat(value).isBetween(-12f, 12f);
        }
      }
    }
  }

  @Test
  void saysWhoAndWhatInTheHeader() {
    SyntheticRecording recording = GENERATOR.recording(1);

    assertThat(recording.recordKey()).isEqualTo("s000001");
    assertThat(recording.headerComments().get(0)).isEqualTo("Age: " + recording.ageYears());
    assertThat(recording.headerComments().get(1)).matches("Sex: (Male|Female)");
    assertThat(recording.headerComments().get(2)).matches("Dx: [A-Z]+(,[A-Z]+)*");
    assertThat(recording.toRecording().labels()).hasSameSizeAs(recording.findings());
  }

  private static long microvolts(float[][] x, Lead lead, int i) {
    return Math.round(x[lead.ordinal()][i] * 1000.0);
  }
}
