package org.ecgnat.preprocessing.quality.beats;

import java.util.Arrays;

/**
 * Whether what precedes the QRS complexes is a P wave: the same before each of them. Fibrillation
 * waves also make slopes there, but with no fixed relation to the complexes, so that a segment does
 * not resemble the mean of its neighbours.
 */
final class AtrialActivity {
  private static final double FROM_SECONDS = 0.3;
  private static final double TO_SECONDS = 0.04;
  private static final double STEP_SECONDS = 0.008;
  private static final int NEIGHBOURS = 5;
  private static final int FEWEST_BEATS = 3;
  private static final double RESEMBLANCE = 0.45;

  private final QrsExtents extents;
  private final int points;
  private final int step;
  private final int from;
  private final float[][] segments;
  private int leads;

  /**
   * @param leads how many will be added
   */
  AtrialActivity(int leads, QrsExtents extents, int beats, double rateHz) {
    this.extents = extents;
    step = (int) Math.max(1, Math.round(STEP_SECONDS * rateHz));
    from = (int) Math.round(FROM_SECONDS * rateHz);
    points = (int) Math.round((FROM_SECONDS - TO_SECONDS) * rateHz) / step;
    segments = new float[beats][leads * points];
  }

  /** Adds a lead: its transform at scale 2⁴. */
  void add(float[] w) {
    for (int b = 0; b < segments.length; b++) {
      for (int i = 0; i < points; i++) {
        int at = extents.first(b) - from + i * step;
        segments[b][leads * points + i] = at >= 0 && at < w.length ? w[at] : 0;
      }
    }
    leads++;
  }

  /** For each beat: whether the beats around it have P waves. With one or two it cannot be told. */
  boolean[] resembling() {
    int n = segments.length;
    double[] likeness = new double[n];
    for (int b = 0; b < n; b++) {
      likeness[b] = likeness(b);
    }
    boolean[] result = new boolean[n];
    for (int b = 0; b < n; b++) {
      double[] around = Arrays.copyOfRange(likeness, first(b), last(b));
      result[b] = n < FEWEST_BEATS || RPeakDetector.median(around, around.length) >= RESEMBLANCE;
    }
    return result;
  }

  /** Cosine of a beat's segment and the mean of its neighbours'. */
  private double likeness(int b) {
    double cross = 0;
    double own = 0;
    double others = 0;
    for (int i = 0; i < segments[b].length; i++) {
      double sum = -segments[b][i];
      for (int other = first(b); other < last(b); other++) {
        sum += segments[other][i];
      }
      cross += sum * segments[b][i];
      own += segments[b][i] * segments[b][i];
      others += sum * sum;
    }
    return own > 0 && others > 0 ? cross / Math.sqrt(own * others) : 0;
  }

  private int first(int b) {
    return Math.max(0, Math.min(b - NEIGHBOURS, segments.length - 1 - 2 * NEIGHBOURS));
  }

  private int last(int b) {
    return Math.min(segments.length, first(b) + 2 * NEIGHBOURS + 1);
  }
}
