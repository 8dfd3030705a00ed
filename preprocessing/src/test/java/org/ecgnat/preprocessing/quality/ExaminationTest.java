package org.ecgnat.preprocessing.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;
import org.junit.jupiter.api.Test;

final class ExaminationTest {
  private static final double RATE_HZ = 500;
  private static final int SAMPLES = 5000;

  @Test
  void aHeartThatIsADipoleIsFoundInOrderAndInterchangedElectrodesAreNot() {
    EcgRecording recording = dipole(1);
    assertThat(keep(recording).findings()).isEmpty();
    assertThat(keep(Perturbations.arms(recording)).findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("arm-lead-reversal");
              assertThat(finding.severity()).isEqualTo("severe");
              assertThat(finding.value()).isNegative();
            });
    assertThat(keep(Perturbations.swapped(recording, Lead.V3, Lead.V4)).findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("precordial-reversal");
              assertThat(finding.lead()).isEqualTo("V3");
            });
  }

  @Test
  void interchangedArmsAreInterchangedBack() {
    EcgRecording recording = dipole(1);
    Examination examination = repair(Perturbations.arms(recording), FindingCode.ARM_LEAD_REVERSAL);
    for (Lead lead : Lead.STANDARD) {
      assertThat(examination.recording().lead(lead).orElseThrow())
          .as(lead.label())
          .containsExactly(recording.lead(lead).orElseThrow());
    }
    assertThat(examination.findings())
        .extracting(QualityFinding::severity)
        .containsExactly("severe", "info");
  }

  @Test
  void aUnitThatIsWrongByAThousandIsPutRightAndAnyOtherIsNot() {
    EcgRecording micro = Perturbations.scaled(dipole(1), 1000);
    Examination examination = repair(micro, FindingCode.WRONG_UNIT);
    assertThat(examination.findings())
        .extracting(QualityFinding::code)
        .containsExactly("wrong-unit", "wrong-unit");
    float expected = dipole(1).lead(Lead.V3).orElseThrow()[1234];
    assertThat(examination.recording().lead(Lead.V3).orElseThrow()[1234])
        .isCloseTo(expected, org.assertj.core.api.Assertions.within(1e-5f));

    EcgRecording unbelievable = Perturbations.scaled(dipole(1), 50);
    assertThat(repair(unbelievable, FindingCode.WRONG_UNIT).recording()).isSameAs(unbelievable);
  }

  @Test
  void aRepeatedLeadIsNamedAndBecomesAbsent() {
    EcgRecording doubled = Perturbations.duplicated(dipole(1), Lead.V2, Lead.V6, -1);
    assertThat(keep(doubled).findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("duplicated-lead");
              assertThat(finding.lead()).isEqualTo("V6");
              assertThat(finding.value())
                  .isCloseTo(-1, org.assertj.core.api.Assertions.within(1e-4));
            });
    assertThat(repair(doubled, FindingCode.DUPLICATED_LEAD).recording().leads())
        .hasSize(11)
        .doesNotContain(Lead.V6);
  }

  @Test
  void aContradictionOfLimbLeadsIsMeasuredInMillivolts() {
    EcgRecording contradiction = Perturbations.sine(dipole(1), Lead.AVF, 12, 0.2);
    assertThat(keep(contradiction).findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("einthoven");
              assertThat(finding.lead()).isEqualTo("aVF");
              // averaging over 20 ms takes a tenth of 12 Hz
              assertThat(finding.value()).isBetween(0.12, 0.2 / Math.sqrt(2));
            });
  }

  @Test
  void whatThePolicySetsAsideIsSetAside() {
    QualityPolicy policy =
        new QualityPolicy(Map.of(FindingCode.ARM_LEAD_REVERSAL, FindingAction.SET_ASIDE));
    assertThat(Examination.of(dipole(1), policy).settingAside()).isEmpty();
    assertThat(Examination.of(Perturbations.arms(dipole(1)), policy).settingAside())
        .hasValueSatisfying(
            finding -> assertThat(finding.is(FindingCode.ARM_LEAD_REVERSAL)).isTrue());
  }

  private static Examination keep(EcgRecording recording) {
    return Examination.of(recording, QualityPolicy.KEEP_ALL);
  }

  private static Examination repair(EcgRecording recording, FindingCode code) {
    return Examination.of(recording, new QualityPolicy(Map.of(code, FindingAction.REPAIR)));
  }

  /**
   * A loop of a dipole through Dower's coefficients for eight leads (I, II, V1 … V6) and the limb
   * leads' laws for four: bumps of 20 to 60 ms, one after the other, once a second.
   */
  static EcgRecording dipole(double millivolts) {
    double[][] leads = {
      {0.632, -0.235, 0.059},
      {0.235, 1.066, -0.132},
      {-0.515, 0.157, -0.917},
      {0.044, 0.164, -1.387},
      {0.882, 0.098, -1.277},
      {1.213, 0.127, -0.601},
      {1.125, 0.127, -0.086},
      {0.831, 0.076, 0.230}
    };
    float[][] x = new float[12][SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      double t = i / RATE_HZ % 1;
      double left =
          bump(t, 0.30, 0.020) * 1.2 + bump(t, 0.55, 0.06) * 0.3 - bump(t, 0.26, 0.01) * 0.2;
      double down =
          bump(t, 0.31, 0.025) * 0.8 + bump(t, 0.55, 0.06) * 0.2 + bump(t, 0.12, 0.03) * 0.1;
      double back =
          bump(t, 0.34, 0.020) * 0.9 - bump(t, 0.27, 0.015) * 0.4 - bump(t, 0.57, 0.06) * 0.2;
      double[] value = new double[8];
      for (int lead = 0; lead < 8; lead++) {
        double[] k = leads[lead];
        value[lead] = millivolts * (k[0] * left + k[1] * down + k[2] * back);
      }
      x[0][i] = (float) value[0];
      x[1][i] = (float) value[1];
      x[2][i] = x[1][i] - x[0][i];
      x[3][i] = -(x[0][i] + x[1][i]) / 2;
      x[4][i] = (x[0][i] - x[2][i]) / 2;
      x[5][i] = (x[1][i] + x[2][i]) / 2;
      for (int lead = 6; lead < 12; lead++) {
        x[lead][i] = (float) value[lead - 4];
      }
    }
    return EcgRecording.ofSignal("dipole", RATE_HZ, List.copyOf(Lead.STANDARD), x);
  }

  private static double bump(double t, double at, double width) {
    return Math.exp(-(t - at) * (t - at) / (2 * width * width));
  }
}
