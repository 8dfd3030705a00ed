package org.ecgnat.preprocessing.synthetic;

import java.util.List;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * What one clean beat measures, lead by lead in the order of {@link Lead#STANDARD}, in millivolts
 * and seconds against the baseline before the P wave.
 *
 * @param r highest value within the QRS complex, at least 0
 * @param s lowest value within the QRS complex, at most 0
 * @param st value 60 ms after the J point
 * @param t the T wave's value furthest from the baseline, with its sign
 * @param p the P wave's highest value, 0 without one
 * @param qDepth depth of an initial negative deflection, 0 without one
 * @param qSeconds its duration
 * @param axisDegrees frontal QRS axis from the net areas of I and aVF
 */
record BeatMeasurements(
    double[] r,
    double[] s,
    double[] st,
    double[] t,
    double[] p,
    double[] qDepth,
    double[] qSeconds,
    double axisDegrees) {
  private static final double RATE_HZ = 500;
  private static final double ST_AFTER_J_SECONDS = 0.06;
  private static final double NOTICEABLE_MILLIVOLTS = 0.02;

  /**
   * Measures a beat.
   *
   * @param ventricles kernels timed from the QRS onset
   * @param atria kernels timed from the P onset, empty without a P wave
   */
  static BeatMeasurements of(
      Torso torso, List<Wave> ventricles, double qrsSeconds, double qtSeconds, List<Wave> atria) {
    double[][] beat = leads(torso, ventricles, 0, qtSeconds);
    double[][] pWave = leads(torso, atria, 0, 0.13);
    int j = (int) Math.round(qrsSeconds * RATE_HZ);
    int stAt = j + (int) Math.round(ST_AFTER_J_SECONDS * RATE_HZ);
    int tFrom = j + (int) Math.round(0.35 * (qtSeconds - qrsSeconds) * RATE_HZ);
    int leads = Lead.COUNT;
    BeatMeasurements m =
        new BeatMeasurements(
            new double[leads],
            new double[leads],
            new double[leads],
            new double[leads],
            new double[leads],
            new double[leads],
            new double[leads],
            axis(beat, j));
    for (int lead = 0; lead < leads; lead++) {
      double[] x = beat[lead];
      for (int i = 0; i <= j; i++) {
        m.r[lead] = Math.max(m.r[lead], x[i]);
        m.s[lead] = Math.min(m.s[lead], x[i]);
      }
      m.st[lead] = x[stAt];
      for (int i = tFrom; i < x.length; i++) {
        m.t[lead] = Math.abs(x[i]) > Math.abs(m.t[lead]) ? x[i] : m.t[lead];
      }
      for (double value : pWave[lead]) {
        m.p[lead] = Math.max(m.p[lead], value);
      }
      measureQ(x, j, lead, m);
    }
    return m;
  }

  double r(Lead lead) {
    return r[lead.ordinal()];
  }

  double s(Lead lead) {
    return s[lead.ordinal()];
  }

  double st(Lead lead) {
    return st[lead.ordinal()];
  }

  double t(Lead lead) {
    return t[lead.ordinal()];
  }

  /** Sokolow and Lyon's voltage, S in V1 plus the larger R of V5 and V6. */
  double sokolowLyon() {
    return -s(Lead.V1) + Math.max(r(Lead.V5), r(Lead.V6));
  }

  /** Cornell voltage, R in aVL plus S in V3. */
  double cornell() {
    return r(Lead.AVL) - s(Lead.V3);
  }

  private static void measureQ(double[] x, int j, int lead, BeatMeasurements m) {
    int i = 0;
    while (i < j && Math.abs(x[i]) < NOTICEABLE_MILLIVOLTS) {
      i++;
    }
    int start = i;
    while (i < j && x[i] < 0) {
      m.qDepth[lead] = Math.max(m.qDepth[lead], -x[i]);
      i++;
    }
    m.qSeconds[lead] = (i - start) / RATE_HZ;
  }

  private static double axis(double[][] beat, int j) {
    double one = 0;
    double foot = 0;
    for (int i = 0; i <= j; i++) {
      one += beat[Lead.I.ordinal()][i];
      foot += beat[Lead.AVF.ordinal()][i];
    }
    // aVF is an augmented lead: 2/√3 brings it to the scale of a bipolar one
    return Math.toDegrees(Math.atan2(foot * 2 / Math.sqrt(3), one));
  }

  private static double[][] leads(Torso torso, List<Wave> waves, double from, double to) {
    int samples = (int) Math.ceil((to - from) * RATE_HZ) + 1;
    double[][] electrodes = new double[Electrode.COUNT][samples];
    for (Wave wave : waves) {
      HeartSignal.addWave(electrodes, RATE_HZ, torso, wave, -from);
    }
    return LeadSystem.leads(electrodes);
  }
}
