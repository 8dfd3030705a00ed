package org.ecgnat.preprocessing.quality.beats;

/**
 * Delineates the beats of one lead on its wavelet transform; the rules of Martínez et al. (2004),
 * section II.
 */
final class LeadDelineator {
  // QRS complex, on scale 2²
  private static final double QRS_CORE_SECONDS = 0.08;
  private static final double QRS_SLACK_SECONDS = 0.008;
  private static final double QRS_GAP_SECONDS = 0.12;
  private static final double QRS_FIRST_SLOPE = 0.02;
  private static final double QRS_LAST_SLOPE = 0.06;
  private static final double QRS_ONSET_RISING = 0.05;
  private static final double QRS_ONSET_FALLING = 0.07;
  private static final double QRS_END_RISING = 0.125;
  private static final double QRS_END_FALLING = 0.125;

  // T wave, on scale 2⁴ or 2⁵
  private static final double T_FROM_SECONDS = 0.06;
  private static final double T_TO_INTERVALS = 0.65;
  private static final double T_TO_SECONDS = 0.55;
  private static final double T_PRESENT = 0.08;
  private static final double T_ONSET = 0.32;
  private static final double T_END = 0.4;

  // P wave, on scale 2⁴ or 2⁵
  private static final double P_FROM_SECONDS = 0.36;
  private static final double P_PRESENT = 0.02;
  private static final double P_ONSET = 0.65;
  private static final double P_END = 0.8;

  private static final double SLACK_SECONDS = 0.01;

  private final double rateHz;
  private final float[] lead;
  private final SplineWavelet wavelet;

  /**
   * @param lead without missing samples
   * @param wavelet its transform
   */
  LeadDelineator(float[] lead, SplineWavelet wavelet, double rateHz) {
    this.lead = lead;
    this.wavelet = wavelet;
    this.rateHz = rateHz;
  }

  /** The QRS complex of a beat. */
  WaveMarks qrs(int r, int notBefore, int notAfter) {
    float[] w = wavelet.scale(2);
    int slack = samples(QRS_SLACK_SECONDS);
    int from = Math.max(1, notBefore - slack);
    int to = Math.min(lead.length - 2, notAfter + slack);
    int core = samples(QRS_CORE_SECONDS);
    int steepest = -1;
    for (int i = Math.max(from, r - core); i <= Math.min(to, r + core); i++) {
      if (isExtremum(w, i) && (steepest < 0 || Math.abs(w[i]) > Math.abs(w[steepest]))) {
        steepest = i;
      }
    }
    if (steepest < 0 || w[steepest] == 0) {
      return WaveMarks.ABSENT;
    }
    float most = Math.abs(w[steepest]);
    int gap = samples(QRS_GAP_SECONDS);
    int first = steepest;
    for (int i = steepest - 1; i >= from && first - i <= gap; i--) {
      if (isExtremum(w, i) && Math.abs(w[i]) > QRS_FIRST_SLOPE * most) {
        first = i;
      }
    }
    int last = steepest;
    for (int i = steepest + 1; i <= to && i - last <= gap; i++) {
      if (isExtremum(w, i) && Math.abs(w[i]) > QRS_LAST_SLOPE * most) {
        last = i;
      }
    }
    int onset = before(w, first, w[first] > 0 ? QRS_ONSET_RISING : QRS_ONSET_FALLING, from - slack);
    int end = after(w, last, w[last] > 0 ? QRS_END_RISING : QRS_END_FALLING, to + slack);
    return new WaveMarks(onset, furthest(onset, end), end);
  }

  /**
   * The T wave of a beat.
   *
   * @param r the beat
   * @param qrsEnd end of its QRS complex
   * @param interval samples to the next beat
   */
  WaveMarks t(int r, int qrsEnd, int interval) {
    int from = qrsEnd + samples(T_FROM_SECONDS);
    int to =
        Math.min(
            lead.length - 1,
            r + Math.min((int) (T_TO_INTERVALS * interval), samples(T_TO_SECONDS)));
    WaveMarks wave = WaveMarks.ABSENT;
    for (int scale = 4; scale <= 5 && !wave.present(); scale++) {
      double level = rms(wavelet.scale(scale), r, Math.min(lead.length, r + interval));
      wave = wave(scale, from, to, T_PRESENT * level, T_ONSET, T_END, qrsEnd, r + interval);
    }
    return wave;
  }

  /**
   * The P wave before a QRS complex.
   *
   * @param notBefore where the beat before ends
   */
  WaveMarks p(int qrsOnset, int notBefore, int interval) {
    int from = Math.max(notBefore, qrsOnset - samples(P_FROM_SECONDS));
    WaveMarks wave = WaveMarks.ABSENT;
    for (int scale = 4; scale <= 5 && !wave.present(); scale++) {
      double level = rms(wavelet.scale(scale), Math.max(0, qrsOnset - interval), qrsOnset);
      wave = wave(scale, from, qrsOnset, P_PRESENT * level, P_ONSET, P_END, notBefore, qrsOnset);
    }
    return wave;
  }

  /** The P wave where most leads see it. */
  WaveMarks p(Consensus elsewhere, int qrsOnset) {
    int slack = samples(SLACK_SECONDS);
    int to = Math.min(elsewhere.end() + slack, qrsOnset);
    return wave(4, elsewhere.onset() - slack, to, 0, P_ONSET, P_END, 0, to);
  }

  /** The T wave where most leads see it. */
  WaveMarks t(Consensus elsewhere) {
    int slack = samples(SLACK_SECONDS);
    int to = elsewhere.end() + slack;
    return wave(4, elsewhere.onset() - slack, to, 0, T_ONSET, T_END, 0, to);
  }

  private WaveMarks wave(
      int scale,
      int from,
      int to,
      double present,
      double onsetShare,
      double endShare,
      int notBefore,
      int notAfter) {
    float[] w = wavelet.scale(scale);
    from = Math.max(1, from);
    to = Math.min(w.length - 2, to);
    // the pair of neighbouring opposite slopes that is steepest
    int previous = -1;
    int left = -1;
    int right = -1;
    double best = 0;
    for (int i = from; i <= to; i++) {
      if (!isExtremum(w, i) || Math.abs(w[i]) <= present) {
        continue;
      }
      if (previous >= 0 && w[previous] > 0 != w[i] > 0) {
        double pair = Math.min(Math.abs(w[previous]), Math.abs(w[i]));
        if (pair > best) {
          best = pair;
          left = previous;
          right = i;
        }
        previous = i;
      } else if (previous < 0 || Math.abs(w[i]) > Math.abs(w[previous])) {
        previous = i;
      }
    }
    if (left < 0) {
      return WaveMarks.ABSENT;
    }
    int peak = crossing(w, left, right);
    int onset = before(w, left, onsetShare, notBefore);
    int end = after(w, right, endShare, notAfter);
    return new WaveMarks(onset, peak, end);
  }

  private int crossing(float[] w, int left, int right) {
    for (int i = left + 1; i <= right; i++) {
      if (w[i] > 0 != w[left] > 0) {
        return i - 1;
      }
    }
    return right;
  }

  /** Going back from a slope: where it is a share of itself, or least. */
  private static int before(float[] w, int slope, double share, int limit) {
    double enough = share * Math.abs(w[slope]);
    int i = slope;
    while (i - 1 >= Math.max(0, limit)) {
      double next = Math.abs(w[i - 1]);
      boolean rises = next > Math.abs(w[i]) || w[i - 1] > 0 != w[slope] > 0;
      if (rises) {
        break;
      }
      i--;
      if (next < enough) {
        break;
      }
    }
    return i;
  }

  private static int after(float[] w, int slope, double share, int limit) {
    double enough = share * Math.abs(w[slope]);
    int i = slope;
    while (i + 1 <= Math.min(w.length - 1, limit)) {
      double next = Math.abs(w[i + 1]);
      boolean rises = next > Math.abs(w[i]) || w[i + 1] > 0 != w[slope] > 0;
      if (rises) {
        break;
      }
      i++;
      if (next < enough) {
        break;
      }
    }
    return i;
  }

  /** Furthest from the level at the onset. */
  private int furthest(int from, int to) {
    int best = from;
    for (int i = from; i <= to; i++) {
      if (Math.abs(lead[i] - lead[from]) > Math.abs(lead[best] - lead[from])) {
        best = i;
      }
    }
    return best;
  }

  private static boolean isExtremum(float[] w, int i) {
    if (i < 1 || i > w.length - 2) {
      return false;
    }
    float value = Math.abs(w[i]);
    return value > Math.abs(w[i - 1]) && value >= Math.abs(w[i + 1]);
  }

  private static double rms(float[] w, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += w[i] * w[i];
    }
    return Math.sqrt(sum / Math.max(1, to - from));
  }

  private int samples(double seconds) {
    return (int) Math.round(seconds * rateHz);
  }
}
