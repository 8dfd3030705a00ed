package org.ecgnat.preprocessing.synthetic;

import org.ecgnat.preprocessing.recording.Lead;

/**
 * The twelve leads as differences of electrode potentials: Einthoven's bipolar leads, Goldberger's
 * augmented leads, and Wilson's chest leads against the mean of the limbs (Kligfield et al.,
 * Recommendations for the standardization and interpretation of the electrocardiogram, part I,
 * Circulation 2007;115:1306–1324).
 */
final class LeadSystem {
  private LeadSystem() {}

  /**
   * Leads of electrodes.
   *
   * @param electrodes {@code (9, samples)} in the order of {@link Electrode}, any unit
   * @return {@code (12, samples)} in the order of {@link Lead#STANDARD}, the same unit
   */
  static double[][] leads(double[][] electrodes) {
    int samples = electrodes[0].length;
    double[][] leads = new double[Lead.COUNT][samples];
    double[] ra = electrodes[Electrode.RA.ordinal()];
    double[] la = electrodes[Electrode.LA.ordinal()];
    double[] ll = electrodes[Electrode.LL.ordinal()];
    for (int i = 0; i < samples; i++) {
      leads[Lead.I.ordinal()][i] = la[i] - ra[i];
      leads[Lead.II.ordinal()][i] = ll[i] - ra[i];
      leads[Lead.III.ordinal()][i] = ll[i] - la[i];
      leads[Lead.AVR.ordinal()][i] = ra[i] - (la[i] + ll[i]) / 2;
      leads[Lead.AVL.ordinal()][i] = la[i] - (ra[i] + ll[i]) / 2;
      leads[Lead.AVF.ordinal()][i] = ll[i] - (ra[i] + la[i]) / 2;
      double terminal = (ra[i] + la[i] + ll[i]) / 3;
      for (int v = 0; v < 6; v++) {
        leads[Lead.V1.ordinal() + v][i] = electrodes[Electrode.V1.ordinal() + v][i] - terminal;
      }
    }
    return leads;
  }
}
