package org.ecgnat.preprocessing.synthetic;

import java.util.List;
import java.util.Set;

/**
 * Every parameter of one recording, before any sample is computed.
 *
 * @param subject who and with what findings
 * @param torso where heart and electrodes lie
 * @param rhythm when the beats come
 * @param conducted the shape of conducted beats
 * @param ventricularPremature the shape of premature ventricular beats
 * @param sinusAtria the P wave from the sinus node
 * @param ectopicAtria the P wave of premature atrial beats
 * @param beatDraw for what differs from beat to beat
 */
record Plan(
    Subject subject,
    Torso torso,
    Rhythm rhythm,
    VentricularShape conducted,
    VentricularShape ventricularPremature,
    Atria sinusAtria,
    Atria ectopicAtria,
    Draw beatDraw) {
  private static final int MOST_ATTEMPTS = 200;
  private static final double UNSPECIFIC_SHARE = 0.4;

  static Plan draw(double seconds, Draw draw) {
    Subject subject = Subject.draw(draw);
    Rhythm rhythm = Rhythm.draw(subject.findings(), seconds, draw);
    Territory territory = draw.oneOf(Territory.values());
    VentricularShape premature = draw.oneOf(EctopicFocus.values()).shape(draw);
    Atria ectopic = Atria.ectopic(draw);
    Plan plan;
    int attempts = 0;
    do {
      plan =
          new Plan(
              subject,
              Torso.random(draw.random(), subject.ageYears()),
              rhythm,
              shape(subject.findings(), territory, draw),
              premature,
              Atria.sinus(draw),
              ectopic,
              draw);
      attempts++;
    } while (!Criteria.shows(subject.findings(), plan.measurements(), subject.sex())
        && attempts < MOST_ATTEMPTS);
    return plan;
  }

  Set<Diagnosis> findings() {
    return subject.findings();
  }

  /** What a conducted beat at the mean rate measures without noise. */
  BeatMeasurements measurements() {
    double rr = 60 / rhythm.heartRatePerMinute();
    boolean fibrillating = findings().contains(Diagnosis.AF);
    return BeatMeasurements.of(
        torso,
        conducted.waves(rr),
        conducted.qrsSeconds(),
        conducted.qtSeconds(rr),
        fibrillating ? List.of() : sinusAtria.waves());
  }

  VentricularShape shape(Beat beat) {
    return beat.kind() == Beat.Kind.PREMATURE_VENTRICULAR ? ventricularPremature : conducted;
  }

  /** Kernels of a beat, timed from its QRS onset. */
  List<Wave> ventricles(Beat beat) {
    // QT follows the rate slowly: half from this interval, half from the mean one
    double meanRr = 60 / rhythm.heartRatePerMinute();
    return shape(beat).waves(0.5 * (beat.rrSeconds() + meanRr));
  }

  Atria atria(Beat beat) {
    return beat.kind() == Beat.Kind.PREMATURE_ATRIAL ? ectopicAtria : sinusAtria;
  }

  private static VentricularShape shape(Set<Diagnosis> findings, Territory territory, Draw draw) {
    VentricularShape shape =
        findings.contains(Diagnosis.LBBB)
            ? Conduction.leftBranchBlock(draw)
            : findings.contains(Diagnosis.RBBB)
                ? Conduction.rightBranchBlock(draw)
                : Conduction.normal(draw);
    if (findings.contains(Diagnosis.LVH)) {
      shape = Myocardium.hypertrophy(shape, draw);
    }
    if (findings.contains(Diagnosis.Q)) {
      shape = Myocardium.infarct(shape, territory, draw);
    }
    if (findings.contains(Diagnosis.STE)) {
      shape = Myocardium.elevatedSt(shape, territory, draw);
    }
    if (findings.contains(Diagnosis.STD)) {
      shape = Myocardium.depressedSt(shape, draw);
    } else if (draw.chance(UNSPECIFIC_SHARE)) {
      shape = Myocardium.unspecific(shape, draw);
    }
    return shape;
  }
}
