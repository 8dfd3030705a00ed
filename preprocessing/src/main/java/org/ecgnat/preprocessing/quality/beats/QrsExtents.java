package org.ecgnat.preprocessing.quality.beats;


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
  private static final double ONSET_SHARE = 0.1;
  private static final double END_SHARE = 0.12;

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

  static QrsExtents of(float[][] leads, double rateHz, int[] beats, SplineWavelet wavelet) {
    int samples = leads.length == 0 ? 0 : leads[0].length;
    float[] sum = new float[samples];
    double[] peaks = new double[beats.length];
    int core = (int) Math.round(CORE_SECONDS * rateHz);
    for (float[] lead : leads) {
      wavelet.transform(lead, 2);
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
    int quiet = (int) Math.max(1, Math.round(QUIET_SECONDS * rateHz));
    int limit = Math.max(0, r - (int) (BEFORE_SECONDS * rateHz));
    int at = Math.min(top, r);
    for (int run = 0, i = at; i >= limit && run < quiet; i--) {
      run = sum[i] < ONSET_SHARE * sum[top] ? run + 1 : 0;
      at = run == 0 ? i : at;
    }
    first[beat] = at;
    limit = Math.min(n - 1, r + (int) (AFTER_SECONDS * rateHz));
    at = Math.max(top, r);
    for (int run = 0, i = at; i <= limit && run < quiet; i++) {
      run = sum[i] < END_SHARE * sum[top] ? run + 1 : 0;
      at = run == 0 ? i : at;
    }
    last[beat] = at;
  }
}
