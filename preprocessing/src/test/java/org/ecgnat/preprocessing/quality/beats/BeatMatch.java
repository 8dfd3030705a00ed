package org.ecgnat.preprocessing.quality.beats;

import java.util.ArrayList;
import java.util.List;

/**
 * Detected beats beside marked ones, as ANSI/AAMI EC57 compares them: a detection within 150 ms of
 * a mark finds it, each mark and each detection counts once; what lies more than 150 ms before the
 * first mark or after the last does not count.
 *
 * @param found marks with a detection
 * @param missed marks without
 * @param extra detections without a mark
 * @param offsetsMilliseconds detection minus mark of the found ones
 */
record BeatMatch(int found, int missed, int extra, List<Double> offsetsMilliseconds) {
  private static final double TOLERANCE_SECONDS = 0.15;

  static BeatMatch of(int[] marked, int[] detected, double rateHz) {
    double tolerance = TOLERANCE_SECONDS * rateHz;
    boolean[] used = new boolean[detected.length];
    List<Double> offsets = new ArrayList<>();
    for (int mark : marked) {
      int best = -1;
      for (int d = 0; d < detected.length; d++) {
        int distance = Math.abs(detected[d] - mark);
        if (!used[d]
            && distance <= tolerance
            && (best < 0 || distance < Math.abs(detected[best] - mark))) {
          best = d;
        }
      }
      if (best >= 0) {
        used[best] = true;
        offsets.add((detected[best] - mark) * 1000 / rateHz);
      }
    }
    int extra = 0;
    for (int d = 0; d < detected.length; d++) {
      boolean counts =
          detected[d] >= marked[0] - tolerance
              && detected[d] <= marked[marked.length - 1] + tolerance;
      extra += counts && !used[d] ? 1 : 0;
    }
    return new BeatMatch(offsets.size(), marked.length - offsets.size(), extra, offsets);
  }

  BeatMatch plus(BeatMatch other) {
    List<Double> offsets = new ArrayList<>(offsetsMilliseconds);
    offsets.addAll(other.offsetsMilliseconds);
    return new BeatMatch(found + other.found, missed + other.missed, extra + other.extra, offsets);
  }

  double sensitivityPercent() {
    return 100.0 * found / (found + missed);
  }

  double predictivityPercent() {
    return 100.0 * found / (found + extra);
  }

  double worsePercent() {
    return Math.min(sensitivityPercent(), predictivityPercent());
  }

  double medianOffsetMilliseconds() {
    return offsetsMilliseconds.stream()
        .sorted()
        .skip(offsetsMilliseconds.size() / 2)
        .findFirst()
        .orElseThrow();
  }
}
