package org.ecgnat.preprocessing.synthetic;

import java.util.List;
import java.util.Set;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.recording.Sex;

/**
 * Published limits that decide whether a beat shows what its labels say, so that every label is a
 * fact of the signal and a recording without findings measures normal.
 */
final class Criteria {
  /** Sokolow and Lyon, Am Heart J 1949;37:161–186. */
  static final double SOKOLOW_LYON_MILLIVOLTS = 3.5;

  /** Beyond this even hypertrophy is rarely seen. */
  static final double HIGHEST_SOKOLOW_LYON_MILLIVOLTS = 6;

  /** Casale et al., J Am Coll Cardiol 1985;6:572–580. */
  static final double CORNELL_MEN_MILLIVOLTS = 2.8;

  static final double CORNELL_WOMEN_MILLIVOLTS = 2.0;

  /** Surawicz et al., AHA/ACCF/HRS part III, Circulation 2009;119:e235–e240. */
  static final double LOWEST_NORMAL_AXIS_DEGREES = -30;

  static final double HIGHEST_NORMAL_AXIS_DEGREES = 90;

  /** Kligfield et al. and Hancock et al. count a larger P wave in II as atrial enlargement. */
  static final double P_IN_II_MILLIVOLTS = 0.25;

  /** Low voltage: no limb lead reaches 0.5 mV or no chest lead 1 mV, peak to peak. */
  static final double LOW_LIMB_MILLIVOLTS = 0.5;

  static final double LOW_CHEST_MILLIVOLTS = 1.0;

  private static final List<List<Lead>> NEIGHBOURS =
      List.of(
          List.of(Lead.V1, Lead.V2, Lead.V3, Lead.V4),
          List.of(Lead.II, Lead.III, Lead.AVF),
          List.of(Lead.I, Lead.AVL, Lead.V5, Lead.V6));

  private Criteria() {}

  /** Whether a beat agrees with the findings. */
  static boolean shows(Set<Diagnosis> findings, BeatMeasurements beat, Sex sex) {
    boolean bundleBranchBlock =
        findings.contains(Diagnosis.LBBB) || findings.contains(Diagnosis.RBBB);
    if ((findings.contains(Diagnosis.STE) && !elevatedSt(beat))
        || (findings.contains(Diagnosis.STD) && !depressedSt(beat))
        || (findings.contains(Diagnosis.Q) && !infarctQ(beat))) {
      return false;
    }
    if (findings.contains(Diagnosis.LVH)) {
      return highVoltage(beat, sex) && beat.sokolowLyon() < HIGHEST_SOKOLOW_LYON_MILLIVOLTS;
    }
    boolean altered =
        bundleBranchBlock
            || findings.contains(Diagnosis.STE)
            || findings.contains(Diagnosis.STD)
            || findings.contains(Diagnosis.Q);
    return altered || normal(beat, sex);
  }

  /** Voltages, axis, ST and T of a heart without findings. */
  static boolean normal(BeatMeasurements beat, Sex sex) {
    return !highVoltage(beat, sex)
        && !elevatedSt(beat)
        && !depressedSt(beat)
        && !infarctQ(beat)
        && beat.axisDegrees() >= LOWEST_NORMAL_AXIS_DEGREES
        && beat.axisDegrees() <= HIGHEST_NORMAL_AXIS_DEGREES
        && beat.p()[Lead.II.ordinal()] <= P_IN_II_MILLIVOLTS
        && largest(beat, 0, Lead.V1.ordinal()) >= LOW_LIMB_MILLIVOLTS
        && largest(beat, Lead.V1.ordinal(), Lead.COUNT) >= LOW_CHEST_MILLIVOLTS
        && tUpright(beat);
  }

  /** T waves of a healthy adult are upright in I, II and V3 to V6. */
  private static boolean tUpright(BeatMeasurements beat) {
    return List.of(Lead.I, Lead.II, Lead.V3, Lead.V4, Lead.V5, Lead.V6).stream()
        .allMatch(lead -> beat.t(lead) > 0.05);
  }

  static boolean highVoltage(BeatMeasurements beat, Sex sex) {
    double cornell = sex == Sex.FEMALE ? CORNELL_WOMEN_MILLIVOLTS : CORNELL_MEN_MILLIVOLTS;
    return beat.sokolowLyon() > SOKOLOW_LYON_MILLIVOLTS || beat.cornell() > cornell;
  }

  /**
   * Two neighbouring leads of at least 0.1 mV, 0.2 mV in V2 and V3 (Thygesen et al., Circulation
   * 2018;138:e618–e651, table 2).
   */
  static boolean elevatedSt(BeatMeasurements beat) {
    return NEIGHBOURS.stream()
        .anyMatch(
            leads ->
                leads.stream()
                        .filter(
                            lead ->
                                beat.st(lead) >= (lead == Lead.V2 || lead == Lead.V3 ? 0.2 : 0.1))
                        .count()
                    >= 2);
  }

  /** Two neighbouring leads of at most −0.05 mV (the same table). */
  static boolean depressedSt(BeatMeasurements beat) {
    return NEIGHBOURS.stream()
        .anyMatch(leads -> leads.stream().filter(lead -> beat.st(lead) <= -0.05).count() >= 2);
  }

  /**
   * Two neighbouring leads with a Q wave of at least 30 ms and 0.1 mV, 20 ms in V2 and V3 (the same
   * paper, table 3), or QS.
   */
  static boolean infarctQ(BeatMeasurements beat) {
    return NEIGHBOURS.stream()
        .anyMatch(leads -> leads.stream().filter(lead -> infarctQ(beat, lead)).count() >= 2);
  }

  private static boolean infarctQ(BeatMeasurements beat, Lead lead) {
    double shortest = lead == Lead.V2 || lead == Lead.V3 ? 0.02 : 0.03;
    // V1, III and aVL may have a Q or QS alone in health
    boolean counts = lead != Lead.V1 && lead != Lead.III && lead != Lead.AVL;
    int i = lead.ordinal();
    return counts && beat.qSeconds()[i] >= shortest && beat.qDepth()[i] >= 0.1;
  }

  private static double largest(BeatMeasurements beat, int fromLead, int toLead) {
    double largest = 0;
    for (int lead = fromLead; lead < toLead; lead++) {
      largest = Math.max(largest, beat.r()[lead] - beat.s()[lead]);
    }
    return largest;
  }
}
