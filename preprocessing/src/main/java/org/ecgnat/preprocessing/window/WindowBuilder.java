package org.ecgnat.preprocessing.window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ecgnat.preprocessing.codec.WindowCodec;
import org.ecgnat.preprocessing.codec.WindowHeader;
import org.ecgnat.preprocessing.quality.QualityFinding;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.recording.Sha256;

/**
 * Makes one window of conditioned leads: decides which are present, removes each one's mean,
 * standardises, clips, quantises. Holds scratch space, so not thread-safe.
 *
 * <p>Findings: {@code missing} (part of the samples, 0 to 1), {@code flat} (part of the recorded
 * samples in runs of one value for a second or longer), {@code saturated} (number of samples beyond
 * the clip); {@code severe} where the lead is absent because of it.
 */
final class WindowBuilder {
  /** Below this a standard deviation is what rounding leaves of a constant. */
  private static final double SMALLEST_DEVIATION = 1e-9;

  private final ConditioningRecipe recipe;
  private final TrackConditioner conditioner;
  private final double rateHz;
  private final Amplitude amplitude;
  private final short[] quantised;

  /** Mean and sum of squared deviations over the valid samples of a window's lead. */
  private record Moments(double mean, double squares, int count) {
    double deviation() {
      return Math.sqrt(squares / count);
    }
  }

  /**
   * @param rateHz of the recording
   * @param recorded what its numbers mean
   */
  WindowBuilder(
      ConditioningRecipe recipe, TrackConditioner conditioner, double rateHz, Amplitude recorded) {
    this.recipe = recipe;
    this.conditioner = conditioner;
    this.rateHz = rateHz;
    boolean keepsUnit = recipe.standardisation() == Standardisation.FIXED_GAIN;
    amplitude = keepsUnit ? recorded : Amplitude.UNKNOWN;
    quantised = new short[Lead.COUNT * recipe.windowSamples()];
  }

  /** Builds a window; empty where fewer leads than the recipe's minimum have a usable signal. */
  Optional<Window> build(List<Track> tracks, Cut cut) {
    List<QualityFinding> findings = new ArrayList<>();
    Map<Lead, Track> usable = usable(tracks, cut, findings);
    Map<Lead, Moments> moments = moments(usable, cut, findings);
    if (moments.size() < recipe.findings().minimumLeads()) {
      return Optional.empty();
    }
    Arrays.fill(quantised, (short) 0);
    double common = recordDeviation(moments);
    int mask = 0;
    for (Map.Entry<Lead, Moments> entry : moments.entrySet()) {
      Lead lead = entry.getKey();
      mask |= 1 << lead.ordinal();
      double divisor =
          switch (recipe.standardisation()) {
            case PER_LEAD -> entry.getValue().deviation();
            case PER_RECORD -> common;
            case FIXED_GAIN -> 1;
          };
      int saturated = quantise(usable.get(lead), cut, entry.getValue().mean(), divisor);
      if (saturated > 0) {
        findings.add(new QualityFinding("saturated", lead.label(), "warning", saturated));
      }
    }
    WindowHeader header =
        new WindowHeader((float) recipe.samplingRateHz(), recipe.windowSamples(), mask, amplitude);
    byte[] bytes = WindowCodec.encode(header, quantised);
    String hash =
        Sha256.hex(bytes, WindowCodec.HEADER_BYTES, bytes.length - WindowCodec.HEADER_BYTES);
    return Optional.of(
        new Window(
            conditioner.seconds(cut.start(), rateHz),
            conditioner.validSeconds(cut, rateHz),
            bytes,
            List.copyOf(findings),
            hash));
  }

  private Map<Lead, Track> usable(List<Track> tracks, Cut cut, List<QualityFinding> findings) {
    int from = conditioner.recordedSample(cut.start());
    int to = conditioner.recordedSample(cut.start() + cut.samples());
    Map<Lead, LeadState> states = new EnumMap<>(Lead.class);
    for (Track track : tracks) {
      states.put(track.lead(), LeadState.scan(track.raw(), from, to, rateHz));
    }
    Map<Lead, Track> usable = new EnumMap<>(Lead.class);
    for (Track track : tracks) {
      LeadState state = states.get(track.lead());
      boolean present =
          state.usable(recipe)
              && track.sources().stream().allMatch(lead -> states.get(lead).usable(recipe));
      String severity = present ? "warning" : "severe";
      String label = track.lead().label();
      if (state.missing() > 0) {
        findings.add(new QualityFinding("missing", label, severity, state.missing()));
      }
      if (state.flat() > 0 && state.missing() < 1) {
        findings.add(new QualityFinding("flat", label, severity, state.flat()));
      }
      if (present) {
        usable.put(track.lead(), track);
      }
    }
    return usable;
  }

  private static Map<Lead, Moments> moments(
      Map<Lead, Track> usable, Cut cut, List<QualityFinding> findings) {
    Map<Lead, Moments> result = new EnumMap<>(Lead.class);
    usable.forEach(
        (lead, track) -> {
          Moments moments = moments(track, cut);
          if (moments.count() > 0 && moments.deviation() > SMALLEST_DEVIATION) {
            result.put(lead, moments);
          } else {
            findings.add(new QualityFinding("flat", lead.label(), "severe", 1));
          }
        });
    return result;
  }

  private static Moments moments(Track track, Cut cut) {
    double[] values = track.values();
    int end = cut.start() + cut.samples();
    double sum = 0;
    int count = 0;
    for (int i = cut.start(); i < end; i++) {
      if (track.isValid(i)) {
        sum += values[i];
        count++;
      }
    }
    double mean = count == 0 ? 0 : sum / count;
    double squares = 0;
    for (int i = cut.start(); i < end; i++) {
      if (track.isValid(i)) {
        double deviation = values[i] - mean;
        squares += deviation * deviation;
      }
    }
    return new Moments(mean, squares, count);
  }

  private static double recordDeviation(Map<Lead, Moments> moments) {
    double squares = 0;
    long count = 0;
    for (Moments lead : moments.values()) {
      squares += lead.squares();
      count += lead.count();
    }
    return Math.sqrt(squares / count);
  }

  /** Missing samples and padding stay 0. Returns how many samples were cut. */
  private int quantise(Track track, Cut cut, double mean, double divisor) {
    double[] values = track.values();
    double clip = recipe.clip();
    int target = track.lead().ordinal() * recipe.windowSamples();
    int saturated = 0;
    for (int i = 0; i < cut.samples(); i++) {
      int at = cut.start() + i;
      if (track.isValid(at)) {
        double value = (values[at] - mean) / divisor;
        if (Math.abs(value) > clip) {
          saturated++;
          value = Math.copySign(clip, value);
        }
        quantised[target + i] = WindowCodec.quantise(value);
      }
    }
    return saturated;
  }
}
