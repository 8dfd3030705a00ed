package org.ecgnat.preprocessing.quality.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.ecgnat.preprocessing.recording.AcquisitionContext;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.EcgRecording.Band;
import org.ecgnat.preprocessing.recording.Label;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.recording.Patient;
import org.junit.jupiter.api.Test;

/** On triangles whose corners, heights and directions are chosen, so that every value is known. */
class MeasurerTest {
  private static final double RATE_HZ = 500;
  private static final double RR_SECONDS = 0.9;

  /** 11 beats, the first at 0.5 s. */
  private static final double FIRST_SECONDS = 0.5;

  private static final int SAMPLES = 5000;

  private static float[][] millivolts() {
    float[][] leads = new float[Lead.COUNT][SAMPLES];
    for (double r = FIRST_SECONDS; r < 10; r += RR_SECONDS) {
      for (Lead lead : Lead.STANDARD) {
        float[] x = leads[lead.ordinal()];
        triangle(x, r - 0.20, r - 0.10, 0.15 * frontal(lead, 45, 1));
        triangle(x, r - 0.04, r + 0.04, frontal(lead, -30, qrs(lead)));
        triangle(x, r + 0.20, r + 0.36, 0.3 * frontal(lead, 20, 1));
      }
    }
    return leads;
  }

  private static double qrs(Lead lead) {
    return switch (lead) {
      case V1 -> -1.1;
      case V2 -> -1.5;
      case V3 -> -0.9;
      case V4 -> 1.2;
      case V5 -> 1.7;
      case V6 -> 1.4;
      default -> 1;
    };
  }

  /** What a vector of that direction and length 1 mV gives in a limb lead; else the height. */
  private static double frontal(Lead lead, double degrees, double height) {
    double one = Math.cos(Math.toRadians(degrees));
    double two = Math.cos(Math.toRadians(degrees - 60));
    return switch (lead) {
      case I -> one;
      case II -> two;
      case III -> two - one;
      case AVR -> -(one + two) / 2;
      case AVL -> one - two / 2;
      case AVF -> two - one / 2;
      default -> height;
    };
  }

  private static void triangle(float[] x, double from, double to, double height) {
    double middle = (from + to) / 2;
    for (int i = 0; i < x.length; i++) {
      double distance = Math.abs(i / RATE_HZ - middle) / (to - middle);
      x[i] += (float) (height * Math.max(0, 1 - distance));
    }
  }

  private static ConditionedSignal signal(Amplitude amplitude) {
    return new ConditionedSignal(RATE_HZ, Lead.STANDARD, millivolts(), amplitude);
  }

  private static EcgRecording recording(
      Amplitude amplitude, Optional<Band> prior, String pacemaker, List<Label> labels) {
    return new EcgRecording(
        "made-up",
        RATE_HZ,
        Lead.STANDARD,
        millivolts(),
        amplitude,
        prior,
        Patient.UNKNOWN,
        Optional.empty(),
        labels,
        new AcquisitionContext("", "", "", "", pacemaker, ""),
        List.of());
  }

  private static Measurements measure(EcgRecording recording) {
    return Measurer.measure(signal(recording.amplitude()), recording).orElseThrow();
  }

  private static EcgRecording plain() {
    return recording(Amplitude.MILLIVOLTS, Optional.empty(), "", List.of());
  }

  @Test
  void measuresWhatWasDrawn() {
    Measurements m = measure(plain());
    assertThat(m.beats()).isEqualTo(11);
    assertThat(m.heartRatePerMinute()).isCloseTo(60 / RR_SECONDS, within(0.2));
    assertThat(m.rrSpreadMilliseconds()).isLessThan(3);
    assertThat(m.prMilliseconds()).isCloseTo(160, within(16.0));
    // a slope that starts at once is felt some milliseconds before
    assertThat(m.qrsMilliseconds()).isCloseTo(80, within(18.0));
    assertThat(m.qtMilliseconds()).isCloseTo(400, within(20.0));
    double rr = 60 / m.heartRatePerMinute();
    assertThat(m.qtcBazettMilliseconds())
        .isCloseTo(m.qtMilliseconds() / Math.sqrt(rr), within(1e-9));
    assertThat(m.qtcFridericiaMilliseconds())
        .isCloseTo(m.qtMilliseconds() / Math.pow(rr, 1.0 / 3), within(1e-9));
    assertThat(m.pAxisDegrees()).isCloseTo(45, within(2.0));
    assertThat(m.qrsAxisDegrees()).isCloseTo(-30, within(1.0));
    assertThat(m.tAxisDegrees()).isCloseTo(20, within(2.0));
    // S in V1 1.1 mV, R in V5 1.7 mV
    assertThat(m.sokolowLyonMillivolts()).isCloseTo(2.8, within(0.03));
    // R in aVL cos(−30° − (−30°)) · √3/2 = 0.866 mV, S in V3 0.9 mV
    assertThat(m.cornellMillivolts()).isCloseTo(1.766, within(0.03));
    assertThat(m.leads()).hasSize(12);
    Measurements.LeadAmplitudes v2 = m.leads().get(Lead.V2.ordinal());
    assertThat(v2.lead()).isEqualTo(Lead.V2);
    assertThat(v2.r()).isCloseTo(0, within(0.02));
    assertThat(v2.s()).isCloseTo(-1.5, within(0.02));
    assertThat(v2.stJ()).isCloseTo(0, within(0.06));
  }

  @Test
  void givesNoVoltagesOfUnknownAmplitude() {
    Measurements m = measure(recording(Amplitude.UNKNOWN, Optional.empty(), "", List.of()));
    assertThat(m.prMilliseconds()).isCloseTo(160, within(16.0));
    assertThat(m.leads()).isEmpty();
    assertThat(m.qrsAxisDegrees()).isNaN();
    assertThat(m.sokolowLyonMillivolts()).isNaN();
    assertThat(m.cornellMillivolts()).isNaN();
  }

  @Test
  void givesOnlyTheRhythmOfPacedBeats() {
    for (EcgRecording paced :
        List.of(
            recording(Amplitude.MILLIVOLTS, Optional.empty(), "ja, pacemaker", List.of()),
            recording(
                Amplitude.MILLIVOLTS,
                Optional.empty(),
                "",
                List.of(Label.of("scp", "PACE", "database"))))) {
      Measurements m = measure(paced);
      assertThat(m.heartRatePerMinute()).isCloseTo(60 / RR_SECONDS, within(0.2));
      assertThat(m.prMilliseconds()).isNaN();
      assertThat(m.qrsMilliseconds()).isNaN();
      assertThat(m.qtcFridericiaMilliseconds()).isNaN();
      assertThat(m.qrsAxisDegrees()).isNaN();
      assertThat(m.leads()).isEmpty();
    }
    assertThat(
            measure(recording(Amplitude.MILLIVOLTS, Optional.empty(), "none", List.of()))
                .qrsMilliseconds())
        .isNotNaN();
  }

  @Test
  void givesNoVoltagesBehindANarrowFilter() {
    EcgRecording filtered =
        recording(Amplitude.MILLIVOLTS, Optional.of(new Band(0.5, 40)), "", List.of());
    assertThat(measure(filtered).qrsMilliseconds()).isNotNaN();
    assertThat(measure(filtered).leads()).isEmpty();
  }

  @Test
  void findsNothingInNothing() {
    ConditionedSignal silence =
        new ConditionedSignal(
            RATE_HZ, List.of(Lead.II), new float[1][SAMPLES], Amplitude.MILLIVOLTS);
    assertThat(Measurer.measure(silence, plain())).isEmpty();
    float[][] tiny = millivolts();
    for (float[] lead : tiny) {
      for (int i = 0; i < lead.length; i++) {
        lead[i] *= 0.02f;
      }
    }
    ConditionedSignal faint =
        new ConditionedSignal(RATE_HZ, Lead.STANDARD, tiny, Amplitude.MILLIVOLTS);
    assertThat(Measurer.measure(faint, plain())).isEmpty();
  }

  @Test
  void aSingleLeadHasIntervalsOnly() {
    ConditionedSignal one =
        new ConditionedSignal(
            RATE_HZ, List.of(Lead.I), new float[][] {millivolts()[0]}, Amplitude.MILLIVOLTS);
    Measurements m = Measurer.measure(one, plain()).orElseThrow();
    assertThat(m.prMilliseconds()).isCloseTo(160, within(20.0));
    assertThat(m.qrsAxisDegrees()).isNaN();
    assertThat(m.sokolowLyonMillivolts()).isNaN();
    assertThat(m.leads()).extracting(Measurements.LeadAmplitudes::lead).containsExactly(Lead.I);
  }
}
