package org.ecgnat.preprocessing.quality.beats;

import java.util.Arrays;

/**
 * Whether what precedes the QRS complexes is a P wave: the same before each of them. Fibrillation
 * waves also make slopes there, but with no fixed relation to the complexes, so that their segments
 * do not resemble the mean of their neighbours'.
 */
final class AtrialActivity {
  private static final double FROM_SECONDS = 0.24;
  private static final double TO_SECONDS = 0.04;
  private static final double STEP_SECONDS = 0.008;
  private static final int NEIGHBOURS = 5;
  private static final double RESEMBLANCE = 0.4;

  private final int[] onsets;
  private final int points;
  private final int step;
  private final int from;
  private final float[][] segments;
  private int leads;

  AtrialActivity(int leads, int[] qrsOnsets, double rateHz) {
    onsets = qrsOnsets;
    step = (int) Math.max(1, Math.round(STEP_SECONDS * rateHz));
    from = (int) Math.round(FROM_SECONDS * rateHz);
    points = (int) Math.round((FROM_SECONDS - TO_SECONDS) * rateHz) / step;
    segments = new float[qrsOnsets.length][leads * points];
  }

  /** Adds a lead: its transform at scale 2⁴. */
  void add(float[] w) {
    for (int b = 0; b < onsets.length; b++) {
      for (int i = 0; i < points; i++) {
        int at = onsets[b] - from + i * step;
        segments[b][leads * points + i] = at >= 0 && at < w.length ? w[at] : 0;
      }
    }
    leads++;
  }

  /** For each beat: whether the beats around it have P waves. */
  boolean[] locked() {
    int n = onsets.length;
    double[] likeness = new double[n];
    for (int b = 0; b < n; b++) {
      likeness[b] = likeness(b);
    }
    boolean[] locked = new boolean[n];
    for (int b = 0; b < n; b++) {
      int first = Math.max(0, Math.min(b - NEIGHBOURS, n - 1 - 2 * NEIGHBOURS));
      int last = Math.min(n, first + 2 * NEIGHBOURS + 1);
      double[] around = Arrays.copyOfRange(likeness, first, last);
      locked[b] = n < 3 || RPeakDetector.median(around, around.length) >= RESEMBLANCE;
    }
    return locked;
  }

  /** Cosine of a beat's segment and the mean of its neighbours'. */
  double likeness(int b) {
    int n = onsets.length;
    int first = Math.max(0, Math.min(b - NEIGHBOURS, n - 1 - 2 * NEIGHBOURS));
    int last = Math.min(n, first + 2 * NEIGHBOURS + 1);
    double cross = 0;
    double own = 0;
    double others = 0;
    for (int i = 0; i < segments[b].length; i++) {
      double sum = -segments[b][i];
      for (int other = first; other < last; other++) {
        sum += segments[other][i];
      }
      cross += sum * segments[b][i];
      own += segments[b][i] * segments[b][i];
      others += sum * sum;
    }
    return own > 0 && others > 0 ? cross / Math.sqrt(own * others) : 0;
  }
}
