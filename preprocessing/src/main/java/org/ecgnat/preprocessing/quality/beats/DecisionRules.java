package org.ecgnat.preprocessing.quality.beats;

import java.util.Arrays;

/**
 * Which peaks of the activity are beats: the rules of Hamilton and Tompkins (1986). Holds the state
 * of one recording.
 */
final class DecisionRules {
  private static final double REFRACTORY_SECONDS = 0.2;
  private static final double T_WAVE_SECONDS = 0.36;

  /** Where the threshold lies between noise and beats; higher than on a single lead. */
  private static final double THRESHOLD = 0.45;

  /** Part of the threshold that is enough for a beat that is overdue. */
  private static final double SEARCH_BACK_THRESHOLD = 0.7;

  private static final double SEARCH_BACK_INTERVALS = 1.5;
  private static final double LEARNING_SECONDS = 1;
  private static final int MEMORY = 8;

  private final double[] activity;
  private final double rateHz;
  private final Memory beats = new Memory();
  private final Memory noise = new Memory();
  private final Memory intervals = new Memory();
  private int[] found = new int[64];
  private int count;

  /** The last eight values. */
  private static final class Memory {
    private final double[] values = new double[MEMORY];
    private int added;

    void add(double value) {
      values[added++ % MEMORY] = value;
    }

    double median(double otherwise) {
      int count = Math.min(added, MEMORY);
      return count == 0 ? otherwise : RPeakDetector.median(values, count);
    }
  }

  DecisionRules(BeatActivity activity) {
    this.activity = activity.values();
    this.rateHz = activity.rateHz();
  }

  /** Places of the beats, ascending, at the activity's rate. */
  int[] beats() {
    int[] peaks = peaks();
    learn();
    int since = 0;
    for (int p = 0; p < peaks.length; p++) {
      int at = peaks[p];
      if (isBeat(at)) {
        accept(at);
        since = p + 1;
      } else {
        noise.add(activity[at]);
      }
      int next = p + 1 < peaks.length ? peaks[p + 1] : activity.length;
      int missed = searchBack(peaks, since, p, next);
      if (missed >= 0) {
        accept(peaks[missed]);
        since = missed + 1;
        p = missed;
      }
    }
    return Arrays.copyOf(found, count);
  }

  /** Local maxima, of which within the refractory time only the largest stays. */
  private int[] peaks() {
    int distance = (int) Math.ceil(REFRACTORY_SECONDS * rateHz);
    int[] peaks = new int[activity.length / 2 + 1];
    int n = 0;
    for (int i = 0; i < activity.length; i++) {
      boolean top =
          activity[i] > 0
              && (i == 0 || activity[i] > activity[i - 1])
              && (i + 1 == activity.length || activity[i] >= activity[i + 1]);
      if (!top) {
        continue;
      }
      if (n > 0 && i - peaks[n - 1] < distance) {
        if (activity[i] > activity[peaks[n - 1]]) {
          peaks[n - 1] = i;
        }
      } else {
        peaks[n++] = i;
      }
    }
    return Arrays.copyOf(peaks, n);
  }

  /** The largest activity of each of the first eight seconds stands for the first beats. */
  private void learn() {
    int block = (int) (LEARNING_SECONDS * rateHz);
    double[] largest = new double[MEMORY];
    int blocks = Math.max(1, Math.min(MEMORY, activity.length / block));
    for (int b = 0; b < blocks; b++) {
      for (int i = b * block; i < Math.min(activity.length, (b + 1) * block); i++) {
        largest[b] = Math.max(largest[b], activity[i]);
      }
    }
    double usual = RPeakDetector.median(largest, blocks);
    for (int i = 0; i < MEMORY; i++) {
      beats.add(usual);
    }
  }

  private double threshold(double share) {
    double floor = noise.median(0);
    return floor + share * (beats.median(0) - floor);
  }

  private boolean isBeat(int at) {
    if (activity[at] <= threshold(THRESHOLD)) {
      return false;
    }
    boolean early = count > 0 && at - found[count - 1] < T_WAVE_SECONDS * rateHz;
    return !early || activity[at] > activity[found[count - 1]] / 2;
  }

  /** The largest rejected peak since the last beat, where the next one is overdue; −1 if none. */
  private int searchBack(int[] peaks, int from, int to, int next) {
    if (count == 0) {
      return -1;
    }
    double due = SEARCH_BACK_INTERVALS * intervals.median(rateHz);
    int last = found[count - 1];
    if (next - last <= due) {
      return -1;
    }
    int best = -1;
    for (int p = from; p <= to; p++) {
      boolean candidate = peaks[p] - last >= T_WAVE_SECONDS * rateHz;
      if (candidate && (best < 0 || activity[peaks[p]] > activity[peaks[best]])) {
        best = p;
      }
    }
    return best >= 0 && activity[peaks[best]] > SEARCH_BACK_THRESHOLD * threshold(THRESHOLD)
        ? best
        : -1;
  }

  private void accept(int at) {
    if (count > 0) {
      intervals.add(at - found[count - 1]);
    }
    if (count == found.length) {
      found = Arrays.copyOf(found, 2 * count);
    }
    found[count++] = at;
    beats.add(activity[at]);
  }
}
