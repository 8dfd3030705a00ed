package org.ecgnat.preprocessing.signal;

import java.util.List;
import java.util.Map;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * The six limb leads are sums of two of them (Einthoven: I + III = II; Goldberger: aVR = −(I +
 * II)/2, aVL = (I − III)/2, aVF = (II + III)/2), so any two give the other four. Only for leads of
 * one recording in one known unit.
 */
public final class LimbLeads {
  /** Each lead as a multiple of I and of II. */
  private static final Map<Lead, double[]> IN_I_AND_II =
      Map.of(
          Lead.I, new double[] {1, 0},
          Lead.II, new double[] {0, 1},
          Lead.III, new double[] {-1, 1},
          Lead.AVR, new double[] {-0.5, -0.5},
          Lead.AVL, new double[] {1, -0.5},
          Lead.AVF, new double[] {-0.5, 1});

  private LimbLeads() {}

  /**
   * Derives a limb lead from two others.
   *
   * @param wanted the limb lead to derive
   * @param sources two different limb leads
   * @param first samples of the first source; NaN where missing
   * @param second samples of the second, as many
   * @return the lead; NaN where either source is missing
   */
  public static float[] derive(Lead wanted, List<Lead> sources, float[] first, float[] second) {
    double[] weights = weights(wanted, sources);
    float[] result = new float[first.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) (weights[0] * first[i] + weights[1] * second[i]);
    }
    return result;
  }

  /** Solves {@code wanted = w0 · first + w1 · second} in the basis of I and II. */
  private static double[] weights(Lead wanted, List<Lead> sources) {
    if (sources.size() != 2
        || sources.get(0) == sources.get(1)
        || !wanted.isLimb()
        || !sources.get(0).isLimb()
        || !sources.get(1).isLimb()) {
      throw new IllegalArgumentException("Cannot derive " + wanted + " from " + sources);
    }
    double[] p = IN_I_AND_II.get(sources.get(0));
    double[] q = IN_I_AND_II.get(sources.get(1));
    double[] w = IN_I_AND_II.get(wanted);
    double determinant = p[0] * q[1] - p[1] * q[0];
    return new double[] {
      (w[0] * q[1] - w[1] * q[0]) / determinant, (p[0] * w[1] - p[1] * w[0]) / determinant
    };
  }
}
