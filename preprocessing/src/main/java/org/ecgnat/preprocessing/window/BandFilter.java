package org.ecgnat.preprocessing.window;

import java.util.Optional;
import org.ecgnat.preprocessing.recording.EcgRecording.Band;
import org.ecgnat.preprocessing.signal.FilterDesign;
import org.ecgnat.preprocessing.signal.SosFilter;

/** Chooses the filter that a recording still needs. */
final class BandFilter {
  private BandFilter() {}

  /**
   * The filter from what the signal already went through to the recipe's band. A side that is
   * already as narrow is not filtered again, and a low-pass at or above half of the sampling rate
   * has nothing to do.
   *
   * @param rateHz of the recording; over twice the band's lower corner
   * @param prior the band that the signal already went through
   * @return empty where nothing is left to filter
   */
  static Optional<SosFilter> choose(
      ConditioningRecipe recipe, double rateHz, Optional<Band> prior) {
    Band band = recipe.band();
    int order = recipe.filterOrder();
    boolean needsHighPass = prior.isEmpty() || prior.get().lowHz() < band.lowHz();
    boolean needsLowPass =
        (prior.isEmpty() || prior.get().highHz() > band.highHz()) && band.highHz() < rateHz / 2;
    if (needsHighPass && needsLowPass) {
      return Optional.of(FilterDesign.bandPass(order, band.lowHz(), band.highHz(), rateHz));
    }
    if (needsHighPass) {
      return Optional.of(FilterDesign.highPass(order, band.lowHz(), rateHz));
    }
    if (needsLowPass) {
      return Optional.of(FilterDesign.lowPass(order, band.highHz(), rateHz));
    }
    return Optional.empty();
  }
}
