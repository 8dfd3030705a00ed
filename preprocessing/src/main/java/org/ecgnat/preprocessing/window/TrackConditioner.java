package org.ecgnat.preprocessing.window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.signal.LeadBlock;
import org.ecgnat.preprocessing.signal.Resampler;
import org.ecgnat.preprocessing.signal.SosFilter;

/** Filters and resamples the leads of one recording, all at once. Thread-safe. */
final class TrackConditioner {
  private static final int CACHED_RATIOS = 64;

  /** Values of a block, 256 MiB: of longer recordings fewer leads are worked on at a time. */
  private static final int BLOCK_VALUES = 1 << 25;

  private static final int LARGEST_FINITE_BITS = Float.floatToRawIntBits(Float.MAX_VALUE);

  private static final Map<Rates, Resampler> RESAMPLERS = new ConcurrentHashMap<>();

  private final Optional<SosFilter> filter;
  private final Resampler resampler;
  private final int samples;
  private final int padding;
  private final int margin;

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
    margin = Math.max(padding, resampler.margin());
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

  /** Conditions leads of the recording; the tracks are in their order. */
  List<Track> condition(List<RawLead> leads) {
    Track[] tracks = new Track[leads.size()];
    List<Integer> varying = new ArrayList<>();
    for (int i = 0; i < tracks.length; i++) {
      RawLead lead = leads.get(i);
      if (RawLead.isConstant(lead.samples())) {
        tracks[i] = track(lead, new double[0], new boolean[0]);
      } else {
        varying.add(i);
      }
    }
    int atOnce = (int) Math.max(4, Math.min(Lead.COUNT, BLOCK_VALUES / (samples + 2L * margin)));
    for (int from = 0; from < varying.size(); from += atOnce) {
      List<Integer> group = varying.subList(from, Math.min(varying.size(), from + atOnce));
      LeadBlock block = LeadBlock.reused(group.size(), samples, margin);
      block.set(group.stream().map(i -> leads.get(i).samples()).toList());
      boolean[] gaps = new boolean[group.size()];
      for (int lane = 0; lane < gaps.length; lane++) {
        float[] raw = leads.get(group.get(lane)).samples();
        gaps[lane] = hasGaps(raw);
        if (gaps[lane]) {
          bridge(block, lane, raw);
        }
      }
      filter.ifPresent(f -> f.filtfilt(block, padding));
      double[][] values = resampler.resample(block, Resampler.Extension.ZERO);
      for (int lane = 0; lane < gaps.length; lane++) {
        RawLead lead = leads.get(group.get(lane));
        boolean[] invalid = gaps[lane] ? invalid(lead.samples()) : new boolean[0];
        tracks[group.get(lane)] = track(lead, values[lane], invalid);
      }
    }
    return List.of(tracks);
  }

  private static Track track(RawLead lead, double[] values, boolean[] invalid) {
    return new Track(lead.lead(), lead.sources(), lead.samples(), values, invalid);
  }

  /** Whether a sample is missing: its magnitude's bits are beyond those of every finite value. */
  private static boolean hasGaps(float[] raw) {
    int negativeIfAny = 0;
    for (float sample : raw) {
      negativeIfAny |= LARGEST_FINITE_BITS - (Float.floatToRawIntBits(sample) & Integer.MAX_VALUE);
    }
    return negativeIfAny < 0;
  }

  /** Replaces what is missing of a lead by straight lines. */
  private static void bridge(LeadBlock block, int lane, float[] raw) {
    int last = -1;
    for (int i = 0; i < raw.length; i++) {
      if (!Float.isFinite(raw[i])) {
        continue;
      }
      if (last < i - 1) {
        bridge(block, lane, last, i);
      }
      last = i;
    }
    for (int i = last + 1; i < raw.length; i++) {
      block.set(lane, i, block.get(lane, last));
    }
  }

  /** Replaces what lies between two samples; before the first one stands its own value. */
  private static void bridge(LeadBlock block, int lane, int from, int to) {
    double end = block.get(lane, to);
    double begin = from < 0 ? end : block.get(lane, from);
    double slope = from < 0 ? 0 : (end - begin) / (to - from);
    for (int gap = from + 1; gap < to; gap++) {
      block.set(lane, gap, begin + slope * (gap - from));
    }
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
