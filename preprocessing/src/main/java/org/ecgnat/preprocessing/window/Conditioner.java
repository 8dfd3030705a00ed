package org.ecgnat.preprocessing.window;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.quality.Examination;
import org.ecgnat.preprocessing.quality.QualityFinding;
import org.ecgnat.preprocessing.recording.EcgRecording;

/**
 * Turns a recording into windows by a recipe, the same on every route. Whole leads are filtered and
 * resampled before they are cut, so that a window's borders carry no filter transient unless the
 * recording begins or ends there.
 *
 * <p>Missing samples are bridged by straight lines for the filter, take no part in means and
 * standard deviations, and are stored as 0. A lead that is flat throughout a window, or missing
 * more than the recipe allows, is absent there, and so are limb leads derived from it.
 */
public final class Conditioner {
  private static final double SLOWEST_HZ = 20;
  private static final double FASTEST_HZ = 100_000;

  private Conditioner() {}

  /**
   * Conditions a recording. Thread-safe.
   *
   * @return at least one window, in order of time
   * @throws UnreadableRecordingException where the recording holds no standard lead, no signal or
   *     less of it than the recipe's minimum, its sampling rate is beyond 20 Hz to 100 kHz, or the
   *     recipe's policy sets it aside for its quality
   */
  public static List<Window> condition(EcgRecording recording, ConditioningRecipe recipe)
      throws UnreadableRecordingException {
    Conditioned conditioned = process(recording, recipe);
    if (conditioned.poorQuality().isPresent()) {
      throw new UnreadableRecordingException(Reason.POOR_QUALITY, conditioned.poorQuality().get());
    }
    return conditioned.windows();
  }

  /**
   * Examines and conditions a recording. Thread-safe.
   *
   * @return windows and findings, also of a recording that the recipe's policy sets aside
   * @throws UnreadableRecordingException where the recording holds no standard lead, no signal or
   *     less of it than the recipe's minimum, or its sampling rate is beyond 20 Hz to 100 kHz
   */
  public static Conditioned process(EcgRecording recording, ConditioningRecipe recipe)
      throws UnreadableRecordingException {
    check(recording, recipe);
    Examination examination = Examination.of(recording, recipe.findings().quality());
    if (examination.settingAside().isPresent()) {
      return setAside(examination, examination.settingAside().get());
    }
    EcgRecording examined = examination.recording();
    TrackConditioner conditioner = new TrackConditioner(examined, recipe);
    List<Track> tracks = conditioner.condition(RawLead.of(examined));
    WindowBuilder builder = new WindowBuilder(recipe, conditioner, examined);
    List<Window> windows =
        Cut.of(recipe, conditioner.outputSamples(), recordedSeconds(examined)).stream()
            .map(cut -> builder.build(tracks, cut))
            .flatMap(Optional::stream)
            .toList();
    if (windows.isEmpty() && builder.leftOutFor().isPresent()) {
      return setAside(examination, builder.leftOutFor().get());
    }
    if (windows.isEmpty()) {
      throw new UnreadableRecordingException(
          Reason.NO_SIGNAL,
          "fewer than "
              + recipe.findings().minimumLeads()
              + " leads have a signal: the others are flat, missing or taken out by the recipe's policy");
    }
    return new Conditioned(windows, examination.findings(), Optional.empty());
  }

  private static Conditioned setAside(Examination examination, QualityFinding why) {
    String detail =
        String.format(
            Locale.ROOT,
            "%s%s (%.4g): the recipe's policy sets it aside",
            why.code(),
            why.lead().isEmpty() ? "" : " in lead " + why.lead(),
            why.value());
    return new Conditioned(List.of(), examination.findings(), Optional.of(detail));
  }

  private static void check(EcgRecording recording, ConditioningRecipe recipe)
      throws UnreadableRecordingException {
    if (recording.leads().isEmpty()) {
      throw new UnreadableRecordingException(
          Reason.NO_STANDARD_LEAD, "none of the twelve standard leads is recorded");
    }
    double rateHz = recording.samplingRateHz();
    if (rateHz < SLOWEST_HZ || rateHz > FASTEST_HZ || recipe.band().lowHz() >= rateHz / 2) {
      throw new UnreadableRecordingException(
          Reason.LIMIT_EXCEEDED,
          String.format(Locale.ROOT, "a sampling rate of %.3f Hz cannot be conditioned", rateHz));
    }
    if (recordedSeconds(recording) < recipe.minimumRestSeconds()) {
      throw new UnreadableRecordingException(
          Reason.TOO_SHORT,
          String.format(
              Locale.ROOT,
              "%.2f s are recorded, a window needs at least %.2f s",
              recording.durationSeconds(),
              recipe.minimumRestSeconds()));
    }
  }

  /** Half a sample more than its samples last, so that rounding decides nothing. */
  private static double recordedSeconds(EcgRecording recording) {
    return recording.durationSeconds() + 0.5 / recording.samplingRateHz();
  }
}
