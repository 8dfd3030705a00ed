package org.ecgnat.preprocessing.quality.beats;

import java.util.List;
import java.util.Optional;

/**
 * Where most leads see one wave of one beat.
 *
 * @param peak the middle one of the peaks that lie together
 * @param onset an early onset among them
 * @param end a late end among them
 * @param tolerance how far from the middle one a peak may lie, in samples
 */
record Consensus(int peak, int onset, int end, double tolerance) {
  /** So few leads know nothing of each other. */
  static final int FEWEST_LEADS = 4;

  /**
   * What the leads agree on.
   *
   * @param waves of all leads, absent ones too
   * @param tolerance peaks so many samples from the middle one lie together
   * @param share part of the leads that must agree
   * @return empty where too few agree
   */
  static Optional<Consensus> of(List<WaveMarks> waves, double tolerance, double share) {
    List<WaveMarks> present = waves.stream().filter(WaveMarks::present).toList();
    int[] peaks = present.stream().mapToInt(WaveMarks::peak).sorted().toArray();
    int from = 0;
    int most = 0;
    for (int i = 0, j = 0; i < peaks.length; i++) {
      while (j < peaks.length && peaks[j] - peaks[i] <= 2 * tolerance) {
        j++;
      }
      if (j - i > most) {
        most = j - i;
        from = i;
      }
    }
    if (most < share * waves.size()) {
      return Optional.empty();
    }
    int first = peaks[from];
    int last = peaks[from + most - 1];
    List<WaveMarks> together =
        present.stream().filter(w -> w.peak() >= first && w.peak() <= last).toList();
    int[] onsets = together.stream().mapToInt(WaveMarks::onset).sorted().toArray();
    int[] ends = together.stream().mapToInt(WaveMarks::end).sorted().toArray();
    return Optional.of(
        new Consensus(
            peaks[from + most / 2], onsets[most / 4], ends[most - 1 - most / 4], tolerance));
  }

  boolean holds(WaveMarks wave) {
    return wave.present() && Math.abs(wave.peak() - peak) <= tolerance;
  }
}
