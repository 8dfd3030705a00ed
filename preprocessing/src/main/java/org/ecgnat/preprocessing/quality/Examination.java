package org.ecgnat.preprocessing.quality;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * What was found in a recording as a whole, and the recording after the repairs that the policy
 * asks for.
 *
 * @param recording as it goes on
 * @param findings about the recording, repairs included
 * @param settingAside for what it is set aside; empty where it goes on
 */
public record Examination(
    EcgRecording recording, List<QualityFinding> findings, Optional<QualityFinding> settingAside) {

  private static final float UNIT_FACTOR = 1000;

  /** Copies the list. */
  public Examination {
    findings = List.copyOf(findings);
  }

  /**
   * Examines a recording of at least 20 Hz with at least one standard lead. The recording given is
   * not changed: what is repaired is another one.
   */
  public static Examination of(EcgRecording recording, QualityPolicy policy) {
    List<QualityFinding> found = RecordingChecks.check(recording);
    List<QualityFinding> findings = new ArrayList<>(found);
    EcgRecording repaired = recording;
    Set<Lead> repeated = EnumSet.noneOf(Lead.class);
    for (QualityFinding finding : found) {
      if (policy.repairs(FindingCode.WRONG_UNIT, finding)) {
        Optional<Float> factor = unitFactor(finding.value());
        if (factor.isPresent()) {
          repaired = scaled(repaired, factor.get());
          findings.add(finding.repaired());
        }
      } else if (policy.repairs(FindingCode.DUPLICATED_LEAD, finding)) {
        Lead.parse(finding.lead()).ifPresent(repeated::add);
        findings.add(finding.repaired());
      } else if (policy.repairs(FindingCode.ARM_LEAD_REVERSAL, finding)) {
        repaired = armsInterchanged(repaired);
        findings.add(finding.repaired());
      }
    }
    return new Examination(without(repaired, repeated), findings, policy.settingAside(found));
  }

  /** The power of 1000 that gives a QRS complex a believable amplitude. */
  private static Optional<Float> unitFactor(double amplitude) {
    for (float factor : new float[] {UNIT_FACTOR, 1 / UNIT_FACTOR}) {
      double becomes = amplitude * factor;
      if (becomes >= QualityLimits.BELIEVABLE_QRS_FROM
          && becomes <= QualityLimits.BELIEVABLE_QRS_TO) {
        return Optional.of(factor);
      }
    }
    return Optional.empty();
  }

  private static EcgRecording scaled(EcgRecording recording, float factor) {
    float[][] signal = new float[recording.signal().length][];
    for (int row = 0; row < signal.length; row++) {
      signal[row] = times(recording.signal()[row], factor);
    }
    return with(recording, recording.leads(), signal);
  }

  /**
   * With the arms' electrodes interchanged I is inverted, II and III stand for each other, and so
   * do aVR and aVL; aVF and the chest leads stay.
   */
  private static EcgRecording armsInterchanged(EcgRecording recording) {
    List<Lead> leads = new ArrayList<>();
    float[][] signal = recording.signal().clone();
    for (Lead stored : recording.leads()) {
      leads.add(
          switch (stored) {
            case II -> Lead.III;
            case III -> Lead.II;
            case AVR -> Lead.AVL;
            case AVL -> Lead.AVR;
            default -> stored;
          });
      if (stored == Lead.I) {
        int row = leads.size() - 1;
        signal[row] = times(signal[row], -1);
      }
    }
    return with(recording, leads, signal);
  }

  private static EcgRecording without(EcgRecording recording, Set<Lead> dropped) {
    if (dropped.isEmpty()) {
      return recording;
    }
    List<Lead> leads = new ArrayList<>();
    List<float[]> rows = new ArrayList<>();
    for (int row = 0; row < recording.leads().size(); row++) {
      if (!dropped.contains(recording.leads().get(row))) {
        leads.add(recording.leads().get(row));
        rows.add(recording.signal()[row]);
      }
    }
    return with(recording, leads, rows.toArray(float[][]::new));
  }

  private static float[] times(float[] samples, float factor) {
    float[] result = new float[samples.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = samples[i] * factor;
    }
    return result;
  }

  private static EcgRecording with(EcgRecording original, List<Lead> leads, float[][] signal) {
    return new EcgRecording(
        original.recordKey(),
        original.samplingRateHz(),
        leads,
        signal,
        original.amplitude(),
        original.priorBand(),
        original.patient(),
        original.recordedAt(),
        original.labels(),
        original.context(),
        original.files());
  }
}
