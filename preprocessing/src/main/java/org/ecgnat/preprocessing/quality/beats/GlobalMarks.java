package org.ecgnat.preprocessing.quality.beats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Combines the marks of several leads: of the sorted onsets the first that three later ones follow
 * within some milliseconds, of the ends the last that three earlier ones precede (Martínez et al.
 * 2004, section II-E, after the rule of the CSE working party), so that a single lead that is wrong
 * does not decide.
 */
final class GlobalMarks {
  private static final int NEIGHBOURS = 3;
  private static final double P_SECONDS = 0.014;
  private static final double QRS_ONSET_SECONDS = 0.008;
  private static final double QRS_END_SECONDS = 0.012;
  private static final double T_SECONDS = 0.02;

  private final double rateHz;

  GlobalMarks(double rateHz) {
    this.rateHz = rateHz;
  }

  List<BeatMarks> combine(int[] beats, List<List<BeatMarks>> leads) {
    List<BeatMarks> result = new ArrayList<>();
    for (int b = 0; b < beats.length; b++) {
      int beat = b;
      List<BeatMarks> marks = leads.stream().map(lead -> lead.get(beat)).toList();
      WaveMarks p = p(present(marks, BeatMarks::p), leads.size());
      WaveMarks qrs = qrs(present(marks, BeatMarks::qrs), leads.size());
      WaveMarks t = t(present(marks, BeatMarks::t), leads.size());
      result.add(new BeatMarks(beats[b], p, qrs, t));
    }
    return result;
  }

  private static List<WaveMarks> present(
      List<BeatMarks> marks, Function<BeatMarks, WaveMarks> wave) {
    return marks.stream().map(wave).filter(WaveMarks::present).toList();
  }

  /**
   * One P wave of several leads.
   *
   * @param present where it is seen
   * @param leads how many leads there are
   */
  WaveMarks p(List<WaveMarks> present, int leads) {
    return wave(present, leads, P_SECONDS, P_SECONDS);
  }

  /** One QRS complex of several leads. */
  WaveMarks qrs(List<WaveMarks> present, int leads) {
    return wave(present, leads, QRS_ONSET_SECONDS, QRS_END_SECONDS);
  }

  /** One T wave of several leads. */
  WaveMarks t(List<WaveMarks> present, int leads) {
    return wave(present, leads, T_SECONDS, T_SECONDS);
  }

  private WaveMarks wave(List<WaveMarks> present, int leads, double onset, double end) {
    if (present.size() < Math.max(1, (leads + 1) / 3)) {
      return WaveMarks.ABSENT;
    }
    int[] onsets = sorted(present, WaveMarks::onset);
    int[] peaks = sorted(present, WaveMarks::peak);
    int[] ends = sorted(present, WaveMarks::end);
    return new WaveMarks(
        first(onsets, (int) Math.round(onset * rateHz)),
        peaks[peaks.length / 2],
        last(ends, (int) Math.round(end * rateHz)));
  }

  private static int[] sorted(List<WaveMarks> waves, ToIntFunction<WaveMarks> mark) {
    int[] marks = waves.stream().mapToInt(mark).toArray();
    Arrays.sort(marks);
    return marks;
  }

  private static int first(int[] marks, int within) {
    int neighbours = Math.min(NEIGHBOURS, marks.length / 2);
    for (int i = 0; i + neighbours < marks.length; i++) {
      if (marks[i + neighbours] - marks[i] <= within) {
        return marks[i];
      }
    }
    return marks[(marks.length - 1) / 2];
  }

  private static int last(int[] marks, int within) {
    int neighbours = Math.min(NEIGHBOURS, marks.length / 2);
    for (int i = marks.length - 1; i - neighbours >= 0; i--) {
      if (marks[i] - marks[i - neighbours] <= within) {
        return marks[i];
      }
    }
    return marks[marks.length / 2];
  }
}
