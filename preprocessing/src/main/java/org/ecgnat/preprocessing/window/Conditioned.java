package org.ecgnat.preprocessing.window;

import java.util.List;
import java.util.Optional;
import org.ecgnat.preprocessing.quality.QualityFinding;

/**
 * What became of a recording.
 *
 * @param windows in order of time; none where it is set aside
 * @param quality findings about the recording as a whole; those of windows are with them
 * @param poorQuality why the recipe's policy sets it aside; empty where it has windows
 */
public record Conditioned(
    List<Window> windows, List<QualityFinding> quality, Optional<String> poorQuality) {

  /** Copies the lists. */
  public Conditioned {
    windows = List.copyOf(windows);
    quality = List.copyOf(quality);
  }
}
