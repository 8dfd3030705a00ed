package org.ecgnat.preprocessing.quality;

/**
 * Tells by a look at every few samples that a lead without missing samples needs no {@link
 * SampleRuns#scan}: it is not flat and not often at one extreme. Most leads are spared the slower
 * scan by it.
 */
final class QuickLook {
  private static final double STRIDE_SECONDS = 0.008;

  /** A saturated lead is at its extremes in twice as many of the samples looked at. */
  private static final double SUSPICIOUS = QualityLimits.SATURATED / 2;

  private QuickLook() {}

  /** Whether a scan would find nothing worth a finding. */
  static boolean isSound(float[] raw, int from, int to, double rateHz) {
    return !mayBeFlat(raw, from, to, rateHz) && !mayBeSaturated(raw, from, to, rateHz);
  }

  /** A run of a second holds one of these places and what follows it for 0.1 s. */
  private static boolean mayBeFlat(float[] raw, int from, int to, double rateHz) {
    int second = (int) Math.min(to - from, Math.floor(rateHz));
    int near = second / 10;
    if (near < 2) {
      return true;
    }
    for (int i = from; i + near < to; i += 4 * near) {
      int same = i + 1;
      while (same <= i + near && raw[same] == raw[i]) {
        same++;
      }
      if (same > i + near) {
        return true;
      }
    }
    return false;
  }

  private static boolean mayBeSaturated(float[] raw, int from, int to, double rateHz) {
    int stride = (int) Math.max(1, Math.floor(rateHz * STRIDE_SECONDS));
    float most = raw[from];
    float least = most;
    int atMost = 0;
    int atLeast = 0;
    int looked = 0;
    for (int i = from; i < to; i += stride, looked++) {
      float value = raw[i];
      if (value >= most) {
        atMost = value > most ? 1 : atMost + 1;
        most = value;
      }
      if (value <= least) {
        atLeast = value < least ? 1 : atLeast + 1;
        least = value;
      }
    }
    return atMost + atLeast - 2 > SUSPICIOUS * looked;
  }
}
