package org.ecgnat.preprocessing.window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ecgnat.preprocessing.codec.WindowCodec;
import org.ecgnat.preprocessing.codec.WindowHeader;
import org.ecgnat.preprocessing.quality.FindingCode;
import org.ecgnat.preprocessing.quality.LeadChecks;
import org.ecgnat.preprocessing.quality.QualityFinding;
import org.ecgnat.preprocessing.quality.QualityPolicy;
import org.ecgnat.preprocessing.quality.Severity;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.recording.Sha256;

/**
 * Makes one window of conditioned leads: removes each one's mean, standardises, clips, quantises.
 * Holds scratch space, so not thread-safe.
 *
 * <p>A window for which the recipe's policy says {@code set-aside} is left out.
 */
final class WindowBuilder {
  /** Below this a standard deviation is what rounding leaves of a constant. */
  private static final double SMALLEST_DEVIATION = 1e-9;

  private final ConditioningRecipe recipe;
  private final TrackConditioner conditioner;
  private final WindowQuality quality;
  private final QualityPolicy policy;
  private final double rateHz;
  private final Amplitude amplitude;
  private final short[] quantised;
  private Optional<QualityFinding> leftOutFor = Optional.empty();

  /** Mean and sum of squared deviations over the valid samples of a window's lead. */
  private record Moments(double mean, double squares, int count) {
    double deviation() {
      return Math.sqrt(squares / count);
    }
  }

  /**
   * @param recording whose leads they are
   */
  WindowBuilder(ConditioningRecipe recipe, TrackConditioner conditioner, EcgRecording recording) {
    this.recipe = recipe;
    this.conditioner = conditioner;
    rateHz = recording.samplingRateHz();
    quality = new WindowQuality(recipe, LeadChecks.of(recording), rateHz);
    policy = recipe.findings().quality();
    boolean keepsUnit = recipe.standardisation() == Standardisation.FIXED_GAIN;
    amplitude = keepsUnit ? recording.amplitude() : Amplitude.UNKNOWN;
    quantised = new short[Lead.COUNT * recipe.windowSamples()];
  }

  /** Builds a window; empty where fewer leads than the recipe's minimum have a usable signal. */
  Optional<Window> build(List<Track> tracks, Cut cut) {
    List<QualityFinding> findings = new ArrayList<>();
    int from = conditioner.recordedSample(cut.start());
    int to = conditioner.recordedSample(cut.start() + cut.samples());
    Map<Lead, Track> usable = quality.present(tracks, from, to, findings);
    Optional<QualityFinding> settingAside = policy.settingAside(findings);
    if (settingAside.isPresent()) {
      leftOutFor = settingAside;
      return Optional.empty();
    }
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
      int clipped = quantise(usable.get(lead), cut, entry.getValue().mean(), divisor);
      if (clipped > 0) {
        findings.add(QualityFinding.of(FindingCode.CLIPPED, lead, Severity.WARNING, clipped));
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

  /** Why the last window that the policy left out was left out; empty where none was. */
  Optional<QualityFinding> leftOutFor() {
    return leftOutFor;
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
            findings.add(QualityFinding.of(FindingCode.FLAT, lead, Severity.SEVERE, 1));
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
    int clipped = 0;
    for (int i = 0; i < cut.samples(); i++) {
      int at = cut.start() + i;
      if (track.isValid(at)) {
        double value = (values[at] - mean) / divisor;
        if (Math.abs(value) > clip) {
          clipped++;
          value = Math.copySign(clip, value);
        }
        quantised[target + i] = WindowCodec.quantise(value);
      }
    }
    return clipped;
  }
}
