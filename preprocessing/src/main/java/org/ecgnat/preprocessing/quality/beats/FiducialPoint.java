package org.ecgnat.preprocessing.quality.beats;

import java.util.Arrays;

/**
 * The sample that stands for a QRS complex: where the leads together are furthest from the straight
 * line between the ends of a window around the beat, as an annotator marks it.
 */
final class FiducialPoint {
  private static final double HALF_WINDOW_SECONDS = 0.1;

  private final float[][] leads;
  private final BeatActivity activity;
  private final int half;
  private final double[] deflection;

  FiducialPoint(float[][] leads, double samplingRateHz, BeatActivity activity) {
    this.leads = leads;
    this.activity = activity;
    this.half = (int) Math.round(HALF_WINDOW_SECONDS * samplingRateHz);
    this.deflection = new double[2 * half + 1];
  }

  int[] refine(int[] beats) {
    int[] result = new int[beats.length];
    for (int b = 0; b < beats.length; b++) {
      result[b] = refine(beats[b] * activity.factor() + activity.factor() / 2);
    }
    return result;
  }

  private int refine(int centre) {
    int samples = leads[0].length;
    int from = Math.max(0, centre - half);
    int to = Math.min(samples - 1, centre + half);
    Arrays.fill(deflection, 0);
    for (int l = 0; l < leads.length; l++) {
      double weight = activity.weights()[l];
      float[] x = leads[l];
      if (weight == 0 || !Float.isFinite(x[from]) || !Float.isFinite(x[to])) {
        continue;
      }
      double slope = (x[to] - x[from]) / (double) (to - from);
      for (int i = from; i <= to; i++) {
        double value = weight * (x[i] - x[from] - slope * (i - from));
        if (Double.isFinite(value)) {
          deflection[i - from] += value * value;
        }
      }
    }
    int best = centre - from;
    for (int i = 0; i <= to - from; i++) {
      best = deflection[i] > deflection[best] ? i : best;
    }
    return from + best;
  }
}
