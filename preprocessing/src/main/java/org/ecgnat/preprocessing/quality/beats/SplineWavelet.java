package org.ecgnat.preprocessing.quality.beats;

/**
 * The dyadic wavelet transform of a lead without decimation, with the quadratic spline wavelet
 * (Mallat and Zhong, "Characterization of signals from multiscale edges", IEEE Trans. Pattern Anal.
 * Mach. Intell. 14, 1992): each scale is the derivative of the lead smoothed at that scale, so that
 * slopes become extrema and peaks become zero crossings. Scale k is that of a rate of 250 Hz
 * (Martínez et al. 2004); at other rates the nearest octave takes its place. Reuses its memory.
 */
final class SplineWavelet {
  /** The scales 2¹ to 2⁵. */
  static final int SCALES = 5;

  private static final double BASE_RATE_HZ = 250;

  private final int octaves;
  private final float[][] scales;
  private float[] smooth;
  private float[] smoother;

  /**
   * A transform for leads of one length.
   *
   * @throws IllegalArgumentException where the rate is below 177 Hz or above 5.6 kHz
   */
  SplineWavelet(int samples, double rateHz) {
    octaves = (int) Math.round(Math.log(rateHz / BASE_RATE_HZ) / Math.log(2));
    if (!(rateHz > 0) || octaves < 0 || octaves > 4) {
      throw new IllegalArgumentException(
          "Waves cannot be delineated at " + rateHz + " Hz: resample to 250, 500 or 1000 Hz first");
    }
    scales = new float[SCALES][samples];
    smooth = new float[samples];
    smoother = new float[samples];
  }

  /** Scale 2ᵏ, k from 1 to 5; sample m stands for the time m − ½. */
  float[] scale(int k) {
    return scales[k - 1];
  }

  /** Transforms a lead without missing samples. */
  void transform(float[] lead) {
    transform(lead, SCALES);
  }

  /** Transforms a lead without missing samples, only up to a scale. */
  void transform(float[] lead, int upTo) {
    System.arraycopy(lead, 0, smooth, 0, lead.length);
    for (int level = 1; level <= upTo + octaves; level++) {
      int hole = 1 << (level - 1);
      if (level > octaves) {
        differentiate(smooth, hole, scales[level - octaves - 1]);
      }
      if (level < upTo + octaves) {
        smooth(smooth, hole, smoother);
        float[] swap = smooth;
        smooth = smoother;
        smoother = swap;
      }
    }
  }

  private static void differentiate(float[] a, int hole, float[] w) {
    int first = Math.min(hole, a.length);
    for (int i = 0; i < first; i++) {
      w[i] = 2 * (a[i] - a[0]);
    }
    for (int i = first; i < a.length; i++) {
      w[i] = 2 * (a[i] - a[i - hole]);
    }
  }

  /** The scaling filter, 1 3 3 1; the first and the last sample go on beyond the ends. */
  private static void smooth(float[] a, int hole, float[] b) {
    int n = a.length;
    int from = Math.min(hole, n);
    int to = Math.max(from, n - 2 * hole);
    for (int i = 0; i < from; i++) {
      b[i] = atEdge(a, i, hole);
    }
    for (int i = from; i < to; i++) {
      b[i] = 0.125f * (a[i - hole] + a[i + 2 * hole]) + 0.375f * (a[i] + a[i + hole]);
    }
    for (int i = to; i < n; i++) {
      b[i] = atEdge(a, i, hole);
    }
  }

  private static float atEdge(float[] a, int i, int hole) {
    int last = a.length - 1;
    return 0.125f * (a[Math.max(0, i - hole)] + a[Math.min(last, i + 2 * hole)])
        + 0.375f * (a[i] + a[Math.min(last, i + hole)]);
  }
}
