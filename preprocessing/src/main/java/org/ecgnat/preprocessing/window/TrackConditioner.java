package org.ecgnat.preprocessing.window;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.signal.Resampler;
import org.ecgnat.preprocessing.signal.SosFilter;

/** Filters and resamples the leads of one recording; holds scratch space, so not thread-safe. */
final class TrackConditioner {
  private static final int CACHED_RATIOS = 64;
  private static final Map<Rates, Resampler> RESAMPLERS = new ConcurrentHashMap<>();

  private final Optional<SosFilter> filter;
  private final Resampler resampler;
  private final int samples;
  private final int padding;
  private final double[] scratch;

  private record Rates(double fromHz, double toHz) {}

  /**
   * @throws IllegalArgumentException where the rates lie too far apart
   */
  TrackConditioner(EcgRecording recording, ConditioningRecipe recipe) {
    double rateHz = recording.samplingRateHz();
    filter = BandFilter.choose(recipe, rateHz, recording.priorBand());
    resampler = resampler(rateHz, recipe.samplingRateHz());
    samples = recording.samples();
    int wanted = (int) Math.round(recipe.paddingSeconds() * rateHz);
    padding = filter.isPresent() ? SosFilter.padding(samples, wanted) : 0;
    scratch = new double[samples + 2 * padding];
  }

  private static Resampler resampler(double fromHz, double toHz) {
    // rates come from files: a folder of odd ones must not fill the memory
    if (RESAMPLERS.size() >= CACHED_RATIOS) {
      RESAMPLERS.clear();
    }
    return RESAMPLERS.computeIfAbsent(
        new Rates(fromHz, toHz), rates -> Resampler.between(rates.fromHz, rates.toHz));
  }

  /** Samples of a conditioned lead. */
  int outputSamples() {
    return resampler.outputLength(samples);
  }

  /** Seconds from the start of the recording to a conditioned sample. */
  double seconds(int outputSample, double rateHz) {
    return (double) outputSample * resampler.down() / (resampler.up() * rateHz);
  }

  /** Seconds of recording in a cut. */
  double validSeconds(Cut cut, double rateHz) {
    int end = cut.start() + cut.samples();
    return end == outputSamples()
        ? samples / rateHz - seconds(cut.start(), rateHz)
        : seconds(cut.samples(), rateHz);
  }

  /** The recorded sample at or just before a conditioned one, at most their number. */
  int recordedSample(int outputSample) {
    return (int) Math.min(samples, (long) outputSample * resampler.down() / resampler.up());
  }

  Track condition(RawLead lead) {
    float[] raw = lead.samples();
    if (RawLead.isConstant(raw)) {
      return new Track(lead.lead(), lead.sources(), raw, new double[0], new boolean[0]);
    }
    int missing = 0;
    for (int i = 0; i < samples; i++) {
      scratch[padding + i] = raw[i];
      missing += Float.isFinite(raw[i]) ? 0 : 1;
    }
    if (missing > 0) {
      bridgeGaps();
    }
    filter.ifPresent(f -> f.filtfilt(scratch, padding, samples));
    double[] values = resampler.resample(scratch, padding, samples, Resampler.Extension.ZERO);
    boolean[] invalid = missing > 0 ? invalid(raw) : new boolean[0];
    return new Track(lead.lead(), lead.sources(), raw, values, invalid);
  }

  /** Replaces missing samples by the straight line between their neighbours, or the only one. */
  private void bridgeGaps() {
    int end = padding + samples;
    int last = -1;
    for (int i = padding; i < end; i++) {
      if (!Double.isFinite(scratch[i])) {
        continue;
      }
      if (last < 0) {
        Arrays.fill(scratch, padding, i, scratch[i]);
      } else {
        double slope = (scratch[i] - scratch[last]) / (i - last);
        for (int gap = last + 1; gap < i; gap++) {
          scratch[gap] = scratch[last] + slope * (gap - last);
        }
      }
      last = i;
    }
    Arrays.fill(scratch, last + 1, end, scratch[last]);
  }

  /** A conditioned sample is invalid where a recorded one at its place or next to it is missing. */
  private boolean[] invalid(float[] raw) {
    boolean[] invalid = new boolean[outputSamples()];
    for (int i = 0; i < raw.length; i++) {
      if (!Float.isFinite(raw[i])) {
        int first = (int) ((long) i * resampler.up() / resampler.down());
        int last = Math.min(invalid.length, resampler.outputLength(i) + 1);
        Arrays.fill(invalid, first, last, true);
      }
    }
    return invalid;
  }
}
