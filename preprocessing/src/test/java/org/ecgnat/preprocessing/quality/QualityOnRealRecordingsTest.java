package org.ecgnat.preprocessing.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.ecgnat.preprocessing.SharedData;
import org.ecgnat.preprocessing.format.CodeSystem;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.ReadOptions.UnitRule;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;
import org.junit.jupiter.api.Test;

/**
 * How often a finding is made in recordings in which annotators noted nothing, and how often it is
 * made once the very thing was put into them. The bounds leave some room beside what was measured;
 * {@code preprocessing/README.md} states that.
 */
final class QualityOnRealRecordingsTest {
  private static final int PERTURBED = 200;

  @Test
  void cleanRecordingsHaveFewFindingsAndPerturbedOnesHaveTheirs() throws IOException {
    Set<String> noisy = noisy();
    List<EcgRecording> clean = new ArrayList<>();
    for (EcgRecording recording : RealRecordings.in("data/ptbxl/records500", ReadOptions.STRICT)) {
      String number = recording.recordKey().substring(0, 5).replaceFirst("^0+", "");
      if (!noisy.contains(number)) {
        clean.add(recording);
      }
    }
    assertThat(clean).hasSizeBetween(300, 400);
    List<List<QualityFinding>> found = clean.stream().map(RealRecordings::findings).toList();
    for (FindingCode code : FindingCode.values()) {
      double rate = rate(found, of(code));
      double severe = rate(found, of(code).and(QualityFinding::isSevere));
      assertThat(rate).as(code.code()).isLessThanOrEqualTo(mostlyClean(code));
      assertThat(severe).as("severe " + code.code()).isLessThanOrEqualTo(0.02);
    }
    perturbed(clean.subList(0, PERTURBED));
  }

  /** A base line may wander where no annotator wrote it down; the others should not be there. */
  private static double mostlyClean(FindingCode code) {
    return switch (code) {
      case BASELINE_WANDER -> 0.15;
      case ELECTRODE_POP, MUSCLE_NOISE, SPIKES -> 0.05;
      case PRECORDIAL_REVERSAL -> 0.03;
      case ARM_LEG_REVERSAL -> 0.02;
      default -> 0.01;
    };
  }

  private static void perturbed(List<EcgRecording> clean) {
    finds(clean, FindingCode.ARM_LEAD_REVERSAL, 0.8, Perturbations::arms);
    finds(clean, FindingCode.PRECORDIAL_REVERSAL, 0.7, r -> swap(r, Lead.V1, Lead.V2));
    finds(clean, FindingCode.PRECORDIAL_REVERSAL, 0.7, r -> swap(r, Lead.V2, Lead.V3));
    finds(clean, FindingCode.PRECORDIAL_REVERSAL, 0.7, r -> swap(r, Lead.V3, Lead.V4));
    finds(clean, FindingCode.PRECORDIAL_REVERSAL, 0.4, r -> swap(r, Lead.V4, Lead.V5));
    finds(clean, FindingCode.PRECORDIAL_REVERSAL, 0.2, r -> swap(r, Lead.V5, Lead.V6));
    finds(clean, FindingCode.PRECORDIAL_REVERSAL, 0.85, r -> swap(r, Lead.V1, Lead.V3));
    finds(clean, FindingCode.WRONG_UNIT, 1, r -> Perturbations.scaled(r, 1000));
    finds(clean, FindingCode.WRONG_UNIT, 1, r -> Perturbations.scaled(r, 0.001f));
    finds(clean, FindingCode.MAINS_HUM, 0.98, r -> Perturbations.sine(r, Lead.V2, 50, 0.05));
    finds(clean, FindingCode.MAINS_HUM, 0.95, r -> Perturbations.sine(r, Lead.V2, 59.95, 0.05));
    finds(clean, FindingCode.BASELINE_WANDER, 0.98, r -> Perturbations.sine(r, Lead.V5, 0.2, 0.7));
    finds(clean, FindingCode.MUSCLE_NOISE, 0.98, r -> Perturbations.noise(r, Lead.II, 0.04, 7));
    finds(clean, FindingCode.ELECTRODE_POP, 0.9, r -> Perturbations.pop(r, Lead.V6, 2));
    finds(clean, FindingCode.SPIKES, 0.98, r -> Perturbations.spike(r, Lead.V4, 2000, 1.5f));
    finds(clean, FindingCode.SPIKES, 0.98, r -> Perturbations.spike(r, Lead.V4, 2001, 1.5f));
    finds(clean, FindingCode.FLAT, 1, r -> Perturbations.flat(r, Lead.V1, 2));
    finds(clean, FindingCode.SATURATED, 0.95, r -> Perturbations.rails(r, Lead.V3, 0.5f));
    finds(clean, FindingCode.DUPLICATED_LEAD, 1, r -> copy(r, Lead.V1, Lead.V5, 1));
    finds(clean, FindingCode.DUPLICATED_LEAD, 1, r -> copy(r, Lead.I, Lead.AVR, -1));
    finds(clean, FindingCode.EINTHOVEN, 0.98, r -> Perturbations.sine(r, Lead.III, 10, 0.1));
    finds(clean, FindingCode.AMPLITUDE_OUT_OF_RANGE, 1, r -> copy(r, Lead.V2, Lead.V6, 0.01f));
  }

  private static EcgRecording swap(EcgRecording recording, Lead one, Lead other) {
    return Perturbations.swapped(recording, one, other);
  }

  private static EcgRecording copy(EcgRecording recording, Lead from, Lead to, float factor) {
    return Perturbations.duplicated(recording, from, to, factor);
  }

  private static void finds(
      List<EcgRecording> clean, FindingCode code, double atLeast, UnaryOperator<EcgRecording> how) {
    double rate = rate(clean.stream().map(how).map(RealRecordings::findings).toList(), of(code));
    assertThat(rate).as(code.code()).isGreaterThanOrEqualTo(atLeast);
  }

  @Test
  void aSetInWhichEinthovenDoesNotHoldIsOnlyToldSo() throws IOException {
    List<EcgRecording> ludb = RealRecordings.in("data/ludb", ReadOptions.STRICT);
    for (EcgRecording recording : ludb) {
      Examination examination = Examination.of(recording, QualityPolicy.KEEP_ALL);
      assertThat(examination.recording()).isSameAs(recording);
      assertThat(examination.settingAside()).isEmpty();
      for (float[] row : recording.signal()) {
        // why it does not hold: the headers' gains make each lead 1 mV from end to end
        assertThat(range(row)).isCloseTo(1, within(0.005));
      }
      assertThat(examination.findings().stream().filter(of(FindingCode.EINTHOVEN)))
          .noneMatch(QualityFinding::isSevere);
    }
    List<List<QualityFinding>> found = ludb.stream().map(RealRecordings::findings).toList();
    assertThat(rate(found, of(FindingCode.EINTHOVEN))).isGreaterThan(0.9);
    assertThat(rate(found, of(FindingCode.ARM_LEAD_REVERSAL))).isLessThanOrEqualTo(0.03);
    assertThat(rate(found, of(FindingCode.WRONG_UNIT))).isZero();
  }

  private static double range(float[] row) {
    float low = row[0];
    float high = row[0];
    for (float sample : row) {
      low = Math.min(low, sample);
      high = Math.max(high, sample);
    }
    return high - low;
  }

  @Test
  void aStandardisedSetHasNoFindingsThatNeedAUnit() throws IOException {
    List<EcgRecording> standardised =
        RealRecordings.in(
                "data/ptbxl_normalized", new ReadOptions(UnitRule.STANDARDISED, CodeSystem.NONE))
            .subList(0, 500);
    List<List<QualityFinding>> found = standardised.stream().map(RealRecordings::findings).toList();
    assertThat(
            rate(
                found,
                of(FindingCode.FLAT)
                    .or(of(FindingCode.SATURATED))
                    .or(of(FindingCode.ARM_LEAD_REVERSAL))
                    .or(of(FindingCode.DUPLICATED_LEAD))
                    .negate()))
        .isZero();
    assertThat(rate(found, of(FindingCode.ARM_LEAD_REVERSAL))).isLessThanOrEqualTo(0.01);
    List<List<QualityFinding>> swapped =
        standardised.stream()
            .map(QualityOnRealRecordingsTest::armsOfStandardised)
            .map(RealRecordings::findings)
            .toList();
    double rate = rate(swapped, of(FindingCode.ARM_LEAD_REVERSAL));
    assertThat(rate).isGreaterThan(0.9);
  }

  private static EcgRecording armsOfStandardised(EcgRecording recording) {
    EcgRecording swapped = Perturbations.arms(recording);
    return new EcgRecording(
        recording.recordKey(),
        recording.samplingRateHz(),
        swapped.leads(),
        swapped.signal(),
        recording.amplitude(),
        recording.priorBand(),
        recording.patient(),
        recording.recordedAt(),
        recording.labels(),
        recording.context(),
        recording.files());
  }

  @Test
  void theQuickLookMissesNothing() throws IOException {
    for (EcgRecording recording : RealRecordings.in("data/cpsc2018", ReadOptions.STRICT)) {
      EcgRecording railed = Perturbations.rails(recording, Lead.V2, 0.6f);
      EcgRecording flat = Perturbations.flat(recording, Lead.V3, 1);
      for (EcgRecording any : List.of(recording, railed, flat)) {
        for (float[] raw : any.signal()) {
          SampleRuns all = SampleRuns.scan(raw, 0, raw.length, any.samplingRateHz());
          SampleRuns quick = SampleRuns.ofComplete(raw, 0, raw.length, any.samplingRateHz());
          assertThat(quick.flat()).isEqualTo(all.flat());
          if (all.saturated() >= QualityLimits.SATURATED) {
            assertThat(quick.saturated()).isEqualTo(all.saturated());
          }
        }
      }
    }
  }

  private static Predicate<QualityFinding> of(FindingCode code) {
    return finding -> finding.is(code);
  }

  private static double rate(
      List<List<QualityFinding>> recordings, Predicate<QualityFinding> which) {
    long with = recordings.stream().filter(found -> found.stream().anyMatch(which)).count();
    return (double) with / recordings.size();
  }

  /** Numbers of the recordings in which annotators noted drift, noise or electrode problems. */
  private static Set<String> noisy() throws IOException {
    Set<String> numbers = new HashSet<>();
    for (CsvRow row : CsvRow.read(Files.readString(SharedData.path(CsvRow.DATABASE)))) {
      if (row.isNoisy()) {
        numbers.add(row.number());
      }
    }
    return numbers;
  }
}
