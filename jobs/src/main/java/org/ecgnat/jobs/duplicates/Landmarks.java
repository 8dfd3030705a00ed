package org.ecgnat.jobs.duplicates;

import java.util.ArrayList;
import java.util.List;

/**
 * Places of a lead that are found again in a copy wherever the copy begins: where the energy is
 * larger than anywhere within {@value #RIVAL_SAMPLES} samples, mostly the QRS complexes. Only the
 * neighbourhood decides, so that an artefact elsewhere, or a cut, changes nothing.
 */
final class Landmarks {
  /** Half the distance of samples that are looked at around a landmark by {@link Sketch}. */
  static final int REACH = 120;

  private static final int RIVAL_SAMPLES = 30;
  private static final int SMOOTHING = 5;

  private Landmarks() {}

  /**
   * The landmarks that have {@link #REACH} sound samples on each side.
   *
   * @param lead samples at {@value Fingerprint#RATE_HZ} Hz
   * @return sample numbers with their fraction, ascending
   */
  static double[] of(short[] lead) {
    double[] energy = energy(lead);
    List<Double> found = new ArrayList<>();
    int from = Fingerprint.EDGE + REACH + 1;
    for (int i = from; i < lead.length - from; i++) {
      if (isPeak(energy, i)) {
        double before = energy[i - 1];
        double after = energy[i + 1];
        // vertex of the parabola through the three largest: copies agree to a fraction of a sample
        double bend = before - 2 * energy[i] + after;
        found.add(i + (bend == 0 ? 0 : (before - after) / (2 * bend)));
      }
    }
    return found.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static boolean isPeak(double[] energy, int at) {
    if (energy[at] <= 0) {
      return false;
    }
    for (int i = 1; i <= RIVAL_SAMPLES; i++) {
      if (energy[at - i] >= energy[at] || energy[at + i] > energy[at]) {
        return false;
      }
    }
    return true;
  }

  /** Squares under a triangle of 2 × {@value #SMOOTHING} samples. */
  private static double[] energy(short[] lead) {
    double[] energy = new double[lead.length];
    for (int i = SMOOTHING; i < lead.length - SMOOTHING; i++) {
      double sum = 0;
      for (int k = -SMOOTHING; k <= SMOOTHING; k++) {
        double value = lead[i + k];
        sum += (SMOOTHING + 1 - Math.abs(k)) * value * value;
      }
      energy[i] = sum;
    }
    return energy;
  }
}
