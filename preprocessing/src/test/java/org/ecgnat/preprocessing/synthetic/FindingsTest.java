package org.ecgnat.preprocessing.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.ecgnat.preprocessing.recording.Lead;
import org.junit.jupiter.api.Test;

/** Every label is a fact of the signal. */
class FindingsTest {
  private static final SyntheticGenerator GENERATOR = new SyntheticGenerator(21);
  private static final List<Plan> PLANS =
      LongStream.range(0, 1000).mapToObj(GENERATOR::plan).toList();

  @Test
  void everyFindingIsCommonEnoughToLearn() {
    Map<Diagnosis, Integer> counts = new EnumMap<>(Diagnosis.class);
    PLANS.forEach(
        plan -> plan.findings().forEach(finding -> counts.merge(finding, 1, Integer::sum)));

    assertThat(counts).hasSize(Diagnosis.values().length);
    assertThat(counts.values()).allMatch(count -> count >= 60);
  }

  @Test
  void beatsShowWhatTheLabelsSay() {
    assertThat(PLANS)
        .allMatch(
            plan -> Criteria.shows(plan.findings(), plan.measurements(), plan.subject().sex()));
  }

  @Test
  void normalRecordingsLieWithinPublishedLimits() {
    List<Plan> normal =
        PLANS.stream().filter(plan -> plan.findings().equals(Set.of(Diagnosis.NSR))).toList();

    assertThat(normal).hasSizeGreaterThan(80);
    for (Plan plan : normal) {
      double rr = 60 / plan.rhythm().heartRatePerMinute();
      double qt = plan.conducted().qtSeconds(rr);
      BeatMeasurements beat = plan.measurements();
      assertThat(plan.rhythm().heartRatePerMinute()).isBetween(60.0, 100.0);
      assertThat(plan.conducted().qrsSeconds()).isBetween(0.070, 0.110);
      assertThat(qt / Math.cbrt(rr)).isBetween(0.390, 0.450);
      assertThat(plan.sinusAtria().durationSeconds()).isBetween(0.080, 0.120);
      for (Beat each : plan.rhythm().beats()) {
        assertThat(each.qrsOnsetSeconds() - each.pOnsetSeconds().orElseThrow())
            .isBetween(0.120, 0.200);
      }
      assertThat(beat.axisDegrees()).isBetween(-30.0, 90.0);
      assertThat(beat.sokolowLyon()).isLessThan(3.5);
      assertThat(beat.p()[Lead.II.ordinal()]).isLessThan(0.25);
      // the chest leads' r grows from V1 to V4, and aVR looks at the heart from behind
      assertThat(beat.r(Lead.V4)).isGreaterThan(beat.r(Lead.V1));
      assertThat(-beat.s(Lead.AVR)).isGreaterThan(beat.r(Lead.AVR));
      assertThat(beat.t(Lead.AVR)).isNegative();
    }
  }

  @Test
  void bundleBranchBlocksAreWideAndNobodyElseIs() {
    int close = 0;
    for (Plan plan : PLANS) {
      boolean block =
          plan.findings().contains(Diagnosis.LBBB) || plan.findings().contains(Diagnosis.RBBB);
      double drawn = plan.conducted().qrsSeconds();
      double measured = CleanBeat.of(plan).qrsSeconds();
      assertThat(drawn >= 0.120).isEqualTo(block);
      // a steep ST segment may look like more of it, nothing may look like less
      assertThat(measured).isGreaterThan(drawn - 0.025);
      close += Math.abs(measured - drawn) < 0.015 ? 1 : 0;
    }
    assertThat(close).isGreaterThan(850);
  }

  @Test
  void rightBlockHasALateRInV1AndLeftBlockNoneAtAll() {
    for (Plan plan : PLANS) {
      double qrs = plan.conducted().qrsSeconds();
      double late = CleanBeat.of(plan).netMillivolts(Lead.V1, 0.6 * qrs, qrs);
      if (plan.findings().contains(Diagnosis.RBBB)) {
        assertThat(late).isPositive();
      } else if (plan.findings().contains(Diagnosis.LBBB)) {
        assertThat(late).isNegative();
        assertThat(CleanBeat.of(plan).netMillivolts(Lead.V6, 0.3 * qrs, 0.9 * qrs)).isPositive();
      }
    }
  }

  @Test
  void ratesAreThoseOfTheRhythm() {
    for (Plan plan : PLANS) {
      Set<Diagnosis> findings = plan.findings();
      if (findings.contains(Diagnosis.PVC) || findings.contains(Diagnosis.PAC)) {
        continue;
      }
      double rate = 60 / intervals(plan).stream().mapToDouble(rr -> rr).average().orElseThrow();
      if (findings.contains(Diagnosis.SB)) {
        assertThat(rate).isBetween(35.0, 60.5);
      } else if (findings.contains(Diagnosis.ST)) {
        assertThat(rate).isBetween(99.5, 155.0);
      } else if (findings.contains(Diagnosis.NSR)) {
        assertThat(rate).isBetween(59.5, 100.5);
      }
    }
  }

  @Test
  void onlyFibrillationIsIrregularlyIrregular() {
    for (Plan plan : PLANS) {
      List<Double> intervals = intervals(plan);
      double mean = intervals.stream().mapToDouble(x -> x).average().orElseThrow();
      double spread =
          Math.sqrt(
                  intervals.stream()
                      .mapToDouble(x -> (x - mean) * (x - mean))
                      .average()
                      .orElseThrow())
              / mean;
      if (plan.findings().contains(Diagnosis.AF)) {
        assertThat(spread).isGreaterThan(0.05);
        assertThat(plan.rhythm().beats()).allMatch(beat -> beat.pOnsetSeconds().isEmpty());
      } else if (!plan.findings().contains(Diagnosis.PAC)
          && !plan.findings().contains(Diagnosis.PVC)) {
        assertThat(spread).isLessThan(0.14);
      }
    }
  }

  @Test
  void prematureBeatsComeEarlyAndVentricularOnesLeaveTheSinusNodeAlone() {
    int ventricular = 0;
    for (Plan plan : PLANS) {
      List<Beat> beats = plan.rhythm().beats();
      double usual = 60 / plan.rhythm().heartRatePerMinute();
      for (int i = 1; i + 1 < beats.size(); i++) {
        Beat beat = beats.get(i);
        if (plan.findings().contains(Diagnosis.AF)) {
          continue;
        }
        if (beat.kind() == Beat.Kind.PREMATURE_VENTRICULAR) {
          ventricular++;
          assertThat(beat.rrSeconds()).isLessThan(0.9 * usual);
          assertThat(beat.rrSeconds() + beats.get(i + 1).rrSeconds())
              .isCloseTo(2 * usual, within(0.3 * usual));
        } else if (beat.kind() == Beat.Kind.PREMATURE_ATRIAL) {
          assertThat(beat.rrSeconds()).isLessThan(0.95 * usual);
        }
      }
      assertThat(has(plan, Beat.Kind.PREMATURE_VENTRICULAR))
          .isEqualTo(plan.findings().contains(Diagnosis.PVC));
      assertThat(has(plan, Beat.Kind.PREMATURE_ATRIAL))
          .isEqualTo(plan.findings().contains(Diagnosis.PAC));
    }
    assertThat(ventricular).isGreaterThan(50);
  }

  @Test
  void fibrillatoryWavesLieBetweenFourAndNineHertz() {
    for (long seed = 0; seed < 20; seed++) {
      double[][] electrodes = new double[Electrode.COUNT][5000];
      FibrillatoryWaves.add(electrodes, 500, Torso.nominal(), Draw.keyed(seed, 0));
      double[] v1 = LeadSystem.leads(electrodes)[Lead.V1.ordinal()];

      assertThat(strongestHz(v1)).isBetween(4.0, 9.0);
    }
  }

  private static boolean has(Plan plan, Beat.Kind kind) {
    return plan.rhythm().beats().stream().anyMatch(beat -> beat.kind() == kind);
  }

  private static List<Double> intervals(Plan plan) {
    List<Double> intervals = new ArrayList<>();
    for (Beat beat : plan.rhythm().beats()) {
      if (beat.qrsOnsetSeconds() > 0 && beat.qrsOnsetSeconds() < SyntheticGenerator.SECONDS) {
        intervals.add(beat.rrSeconds());
      }
    }
    return intervals;
  }

  private static double strongestHz(double[] x) {
    double best = 0;
    double bestPower = 0;
    for (double hz = 0.5; hz < 30; hz += 0.1) {
      double re = 0;
      double im = 0;
      for (int i = 0; i < x.length; i++) {
        re += x[i] * Math.cos(2 * Math.PI * hz * i / 500);
        im += x[i] * Math.sin(2 * Math.PI * hz * i / 500);
      }
      if (re * re + im * im > bestPower) {
        bestPower = re * re + im * im;
        best = hz;
      }
    }
    return best;
  }

  private static org.assertj.core.data.Offset<Double> within(double value) {
    return org.assertj.core.data.Offset.offset(value);
  }
}
