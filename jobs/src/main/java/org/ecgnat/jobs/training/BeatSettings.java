package org.ecgnat.jobs.training;

import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.model.encoder.EcgNatConfig;
import org.ecgnat.model.encoder.EncoderConfig;
import org.ecgnat.model.training.Objective;
import org.ecgnat.preprocessing.quality.beats.MedianBeat;
import org.ecgnat.preprocessing.quality.beats.RPeakDetector;

/**
 * The regression of median beats as an experiment states it; lengths in samples follow from the
 * encoder's rate.
 *
 * @param weight factor on its loss beside the reconstruction's; 0 for no regression
 * @param scale standard deviation of the beats, in units of the signal
 * @param viewSeconds length of the random piece of a window that a view shows
 * @param augmentation what makes a view
 */
public record BeatSettings(
    double weight, double scale, double viewSeconds, Objective.Augmentation augmentation) {

  /** Checks that every part is there and makes sense. */
  public BeatSettings {
    Sections.within("objective.beat.weight", weight, 0, Double.POSITIVE_INFINITY);
    Sections.positive("objective.beat.scale", scale);
    Sections.positive("objective.beat.viewSeconds", viewSeconds);
    Sections.augmentation("objective.beat.augmentation", augmentation);
  }

  /** The regression with an encoder. */
  public Objective.BeatRegression with(EncoderConfig encoder) {
    return new Objective.BeatRegression(
        weight,
        scale,
        MedianBeat.samples(encoder.samplingRateHz()),
        viewSamples(encoder),
        augmentation);
  }

  /** The same windows, with their beats where the regression wants them. */
  WindowSelection of(RoleSelection windows) {
    return weight > 0 ? new BeatSelection(windows) : windows;
  }

  /**
   * Checks that beats can be found and views looked at.
   *
   * @throws UserException where the encoder's rate is too low or a view too short
   */
  void checkFits(EcgNatConfig encoder) {
    if (weight == 0) {
      return;
    }
    if (encoder.samplingRateHz() < RPeakDetector.LOWEST_RATE_HZ) {
      throw new UserException(
          ("Cannot regress median beats at %s Hz: beats are found from %s Hz on; choose another"
                  + " encoder, or give objective.beat.weight=0")
              .formatted(encoder.samplingRateHz(), RPeakDetector.LOWEST_RATE_HZ));
    }
    if (viewSamples(encoder) < encoder.samplesPerUnit()) {
      throw new UserException(
          ("Cannot pre-train with objective.beat.viewSeconds %s: that is %d samples, and a token of"
                  + " the last stage covers %d; give longer views")
              .formatted(viewSeconds, viewSamples(encoder), encoder.samplesPerUnit()));
    }
  }

  private int viewSamples(EncoderConfig encoder) {
    return (int) Math.round(viewSeconds * encoder.samplingRateHz());
  }
}
