package org.ecgnat.preprocessing.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * Finds what concerns a recording as a whole, on its stored leads before conditioning: the unit,
 * leads that repeat others, limb leads that contradict each other, interchanged electrodes. Where
 * the amplitude is unknown only correlations are looked at.
 */
final class RecordingChecks {
  /** Less says nothing. */
  private static final double SHORTEST_SECONDS = 2;

  /** What the law says must vanish: the lead and its parts of I and II. */
  private static final Map<Lead, double[]> LAWS =
      Map.of(
          Lead.III, new double[] {1, -1},
          Lead.AVR, new double[] {0.5, 0.5},
          Lead.AVL, new double[] {-1, 0.5},
          Lead.AVF, new double[] {0.5, -1});

  private static final double REVERSAL_SEVERE = 0.6;
  private static final double ARM_CORRELATION_SEVERE = -0.8;

  private final LeadRelations relations;
  private final boolean millivolts;
  private final List<QualityFinding> findings = new ArrayList<>();

  private RecordingChecks(EcgRecording recording) {
    relations = LeadRelations.of(recording);
    millivolts = recording.amplitude() == Amplitude.MILLIVOLTS;
  }

  static List<QualityFinding> check(EcgRecording recording) {
    RecordingChecks checks = new RecordingChecks(recording);
    if (checks.relations.leads().isEmpty() || checks.relations.seconds() < SHORTEST_SECONDS) {
      return List.of();
    }
    boolean unitHolds = !checks.millivolts || checks.unitHolds();
    boolean distinct = checks.leadsAreDistinct();
    if (checks.millivolts && unitHolds) {
      checks.einthoven();
    }
    if (distinct) {
      checks.electrodes();
    }
    return List.copyOf(checks.findings);
  }

  private boolean unitHolds() {
    double amplitude = relations.medianAmplitude();
    boolean possible =
        amplitude >= QualityLimits.SMALLEST_QRS && amplitude <= QualityLimits.LARGEST_QRS;
    if (!possible || amplitude > QualityLimits.BELIEVED_QRS) {
      Severity severity = possible ? Severity.WARNING : Severity.SEVERE;
      findings.add(QualityFinding.of(FindingCode.WRONG_UNIT, severity, amplitude));
    }
    return possible;
  }

  private boolean leadsAreDistinct() {
    List<Lead> repeated = new ArrayList<>();
    for (Lead lead : relations.leads()) {
      for (Lead earlier : relations.leads()) {
        if (earlier == lead) {
          break;
        }
        double correlation = relations.correlation(earlier, lead);
        if (Math.abs(correlation) >= QualityLimits.DUPLICATE_CORRELATION) {
          findings.add(
              QualityFinding.of(FindingCode.DUPLICATED_LEAD, lead, Severity.SEVERE, correlation));
          repeated.add(lead);
          break;
        }
      }
    }
    return repeated.isEmpty();
  }

  private void einthoven() {
    if (!relations.leads().containsAll(List.of(Lead.I, Lead.II))) {
      return;
    }
    double largest =
        relations.leads().stream()
            .filter(Lead::isLimb)
            .mapToDouble(relations::rms)
            .max()
            .orElseThrow();
    double limit = Math.max(QualityLimits.EINTHOVEN, QualityLimits.EINTHOVEN_RELATIVE * largest);
    for (Lead lead : relations.leads()) {
      double[] law = LAWS.get(lead);
      if (law != null) {
        double violation = violation(lead, law[0], law[1]);
        if (violation > limit) {
          findings.add(QualityFinding.of(FindingCode.EINTHOVEN, lead, Severity.WARNING, violation));
        }
      }
    }
  }

  /** RMS of lead + one · I + two · II. */
  private double violation(Lead lead, double one, double two) {
    double square =
        relations.product(lead, lead)
            + one * one * relations.product(Lead.I, Lead.I)
            + two * two * relations.product(Lead.II, Lead.II)
            + 2 * one * relations.product(lead, Lead.I)
            + 2 * two * relations.product(lead, Lead.II)
            + 2 * one * two * relations.product(Lead.I, Lead.II);
    return Math.sqrt(Math.max(0, square));
  }

  /**
   * Lead I against V6 is the bedside test for the arms (Batchvarov, Malik and Camm, "Incorrect
   * electrode cable connection during electrocardiographic recording", Europace 9, 2007; by
   * correlation in Jekova et al., "Inter-lead correlation analysis for automated detection of cable
   * reversals in 12/16-lead ECG", Comput. Methods Programs Biomed. 134, 2016); it needs no unit.
   */
  private void electrodes() {
    boolean comparable = relations.leads().containsAll(List.of(Lead.I, Lead.V6));
    double correlation = comparable ? relations.correlation(Lead.I, Lead.V6) : Double.NaN;
    if (millivolts && Interchange.canJudge(relations)) {
      Interchange.suspect(relations).ifPresent(found -> report(found, correlation));
    } else if (correlation < QualityLimits.ARM_CORRELATION) {
      Severity severity = correlation < ARM_CORRELATION_SEVERE ? Severity.SEVERE : Severity.WARNING;
      findings.add(QualityFinding.of(FindingCode.ARM_LEAD_REVERSAL, severity, correlation));
    }
  }

  private void report(Interchange found, double armCorrelation) {
    Severity severity = found.residual() < REVERSAL_SEVERE ? Severity.SEVERE : Severity.WARNING;
    boolean arms = found.code() == FindingCode.ARM_LEAD_REVERSAL;
    double value = arms ? armCorrelation : found.residual();
    findings.add(
        found
            .lead()
            .map(lead -> QualityFinding.of(found.code(), lead, severity, value))
            .orElseGet(() -> QualityFinding.of(found.code(), severity, value)));
  }
}
