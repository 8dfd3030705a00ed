package org.ecgnat.preprocessing.quality.beats;

import java.util.List;

/**
 * The waves of a recording, beat by beat.
 *
 * @param global one for each beat: the earliest onset and the latest end that several leads agree
 *     on
 * @param leads for each lead one for each beat
 */
public record Delineation(List<BeatMarks> global, List<List<BeatMarks>> leads) {
  /** Copies the lists. */
  public Delineation {
    global = List.copyOf(global);
    leads = leads.stream().map(List::copyOf).toList();
  }
}
