package org.ecgnat.preprocessing.window;

import java.util.ArrayList;
import java.util.List;

/**
 * A window's place in a conditioned recording.
 *
 * @param start first sample
 * @param samples recorded samples; fewer than a window's where the recording is shorter
 */
record Cut(int start, int samples) {

  /**
   * Cuts a recording: windows at the recipe's stride, a last one aligned to the end where at least
   * the minimum rest remains, one short window where the recording is shorter than a window.
   *
   * @param samples conditioned samples
   * @param recordedSeconds length of the recording, at least the recipe's minimum rest
   */
  static List<Cut> of(ConditioningRecipe recipe, int samples, double recordedSeconds) {
    int window = recipe.windowSamples();
    if (samples <= window) {
      return List.of(new Cut(0, samples));
    }
    List<Cut> cuts = new ArrayList<>();
    int end = 0;
    for (int start = 0; start + window <= samples; start += recipe.strideSamples()) {
      cuts.add(new Cut(start, window));
      end = start + window;
    }
    if (recordedSeconds - end / recipe.samplingRateHz() >= recipe.minimumRestSeconds()) {
      cuts.add(new Cut(samples - window, window));
    }
    return cuts;
  }
}
