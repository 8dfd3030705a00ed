package org.ecgnat.preprocessing.quality.beats;

import java.util.List;

/**
 * How far each QRS complex reaches in all leads together: where the sum of the leads' slopes on
 * scale 2² stands out. It bounds the search in each single lead, so that a small complex is not
 * prolonged by what lies beside it.
 */
final class QrsExtents {
  private static final double CORE_SECONDS = 0.08;
  private static final double BEFORE_SECONDS = 0.14;
  private static final double AFTER_SECONDS = 0.2;
  private static final double QUIET_SECONDS = 0.016;
  private static final double FLOOR_SECONDS = 0.4;
  private static final double FLOOR_STEP_SECONDS = 0.008;
  private static final double FLOOR_RANK = 0.4;
  private static final double ONSET_SHARE = 0.07;
  private static final double END_SHARE = 0.08;

  private final int[] first;
  private final int[] last;

  private QrsExtents(int beats) {
    first = new int[beats];
    last = new int[beats];
  }

  int first(int beat) {
    return first[beat];
  }

  int last(int beat) {
    return last[beat];
  }

  static QrsExtents of(List<Trace> traces, double rateHz, int[] beats, SplineWavelet wavelet) {
    int samples = traces.isEmpty() ? 0 : traces.get(0).values().length;
    float[] sum = new float[samples];
    double[] peaks = new double[beats.length];
    int core = (int) Math.round(CORE_SECONDS * rateHz);
    for (Trace trace : traces) {
      if (!trace.usable()) {
        continue;
      }
      wavelet.transform(trace.values(), 2);
      float[] w = wavelet.scale(2);
      for (int b = 0; b < beats.length; b++) {
        peaks[b] = 0;
        for (int i = Math.max(0, beats[b] - core); i < Math.min(samples, beats[b] + core); i++) {
          peaks[b] = Math.max(peaks[b], Math.abs(w[i]));
        }
      }
      double usual = beats.length == 0 ? 0 : RPeakDetector.median(peaks, peaks.length);
      if (usual > 0) {
        float scale = (float) (1 / usual);
        for (int i = 0; i < samples; i++) {
          sum[i] += scale * Math.abs(w[i]);
        }
      }
    }
    QrsExtents extents = new QrsExtents(beats.length);
    for (int b = 0; b < beats.length; b++) {
      extents.find(sum, rateHz, beats[b], b, core);
    }
    return extents;
  }

  private void find(float[] sum, double rateHz, int r, int beat, int core) {
    int n = sum.length;
    int top = r;
    for (int i = Math.max(0, r - core); i < Math.min(n, r + core); i++) {
      top = sum[i] > sum[top] ? i : top;
    }
    double floor = floor(sum, rateHz, r);
    double height = Math.max(0, sum[top] - floor);
    int quiet = (int) Math.max(1, Math.round(QUIET_SECONDS * rateHz));
    int limit = Math.max(0, r - (int) (BEFORE_SECONDS * rateHz));
    double threshold = floor + ONSET_SHARE * height;
    int at = Math.min(top, r);
    for (int run = 0, i = at; i >= limit && run < quiet; i--) {
      run = sum[i] < threshold ? run + 1 : 0;
      at = run == 0 ? i : at;
    }
    first[beat] = at;
    limit = Math.min(n - 1, r + (int) (AFTER_SECONDS * rateHz));
    threshold = floor + END_SHARE * height;
    at = Math.max(top, r);
    for (int run = 0, i = at; i <= limit && run < quiet; i++) {
      run = sum[i] < threshold ? run + 1 : 0;
      at = run == 0 ? i : at;
    }
    last[beat] = at;
  }

  /** What noise makes of the sum around a beat: a low value between the waves. */
  private static double floor(float[] sum, double rateHz, int r) {
    int step = (int) Math.max(1, Math.round(FLOOR_STEP_SECONDS * rateHz));
    int from = Math.max(0, r - (int) (FLOOR_SECONDS * rateHz));
    int to = Math.min(sum.length, r + (int) (FLOOR_SECONDS * rateHz));
    double[] around = new double[(to - from + step - 1) / step];
    for (int i = 0; i < around.length; i++) {
      around[i] = sum[from + i * step];
    }
    return around.length == 0
        ? 0
        : Selection.select(around, around.length, (int) (FLOOR_RANK * around.length));
  }
}
