package org.ecgnat.preprocessing.synthetic;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.ecgnat.preprocessing.recording.Sex;

/**
 * Who is recorded and what is to be found: one rhythm, and for most none to two further findings
 * that can stand together.
 *
 * @param ageYears completed years
 * @param sex one of two
 * @param findings at least the rhythm
 */
record Subject(int ageYears, Sex sex, Set<Diagnosis> findings) {
  private static final double HEALTHY_SHARE = 0.30;
  private static final double SECOND_FINDING_SHARE = 0.25;

  Subject {
    findings = Collections.unmodifiableSet(EnumSet.copyOf(findings));
  }

  static Subject draw(Draw draw) {
    Set<Diagnosis> findings = EnumSet.of(rhythm(draw));
    boolean healthy = draw.chance(HEALTHY_SHARE);
    if (!healthy) {
      addOne(findings, draw);
      if (draw.chance(SECOND_FINDING_SHARE)) {
        addOne(findings, draw);
      }
    }
    int age = (int) Math.round(draw.normal(healthy ? 50 : 62, 15, 18, 93));
    return new Subject(age, draw.chance(0.5) ? Sex.FEMALE : Sex.MALE, findings);
  }

  /** Whether any finding changes the conducted beats. */
  boolean altered() {
    return findings.stream()
        .anyMatch(
            finding ->
                switch (finding) {
                  case NSR, SB, ST, AF, PVC, PAC -> false;
                  case LBBB, RBBB, STE, STD, Q, LVH -> true;
                });
  }

  private static Diagnosis rhythm(Draw draw) {
    double u = draw.uniform(0, 1);
    if (u < 0.52) {
      return Diagnosis.NSR;
    } else if (u < 0.66) {
      return Diagnosis.SB;
    } else if (u < 0.80) {
      return Diagnosis.ST;
    }
    return Diagnosis.AF;
  }

  private static void addOne(Set<Diagnosis> findings, Draw draw) {
    Diagnosis finding;
    do {
      finding =
          draw.oneOf(
              Diagnosis.PVC,
              Diagnosis.PAC,
              Diagnosis.LBBB,
              Diagnosis.RBBB,
              Diagnosis.STE,
              Diagnosis.STD,
              Diagnosis.Q,
              Diagnosis.LVH);
    } while (findings.contains(finding) || clashes(findings, finding));
    findings.add(finding);
  }

  private static boolean clashes(Set<Diagnosis> findings, Diagnosis finding) {
    Set<Diagnosis> others =
        switch (finding) {
          // it changes ST, Q and voltage itself
          case LBBB ->
              EnumSet.of(Diagnosis.RBBB, Diagnosis.STE, Diagnosis.STD, Diagnosis.Q, Diagnosis.LVH);
          case RBBB -> EnumSet.of(Diagnosis.LBBB, Diagnosis.LVH);
          case STE -> EnumSet.of(Diagnosis.LBBB, Diagnosis.STD);
          case STD -> EnumSet.of(Diagnosis.LBBB, Diagnosis.STE);
          case Q -> EnumSet.of(Diagnosis.LBBB);
          case LVH -> EnumSet.of(Diagnosis.LBBB, Diagnosis.RBBB);
          case PAC -> EnumSet.of(Diagnosis.AF, Diagnosis.PVC);
          case PVC -> EnumSet.of(Diagnosis.PAC);
          default -> EnumSet.noneOf(Diagnosis.class);
        };
    return others.stream().anyMatch(findings::contains);
  }
}
