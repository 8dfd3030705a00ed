package org.ecgnat.jobs.preprocess;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.ecgnat.jobs.config.ConfigFiles;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.quality.measurement.Measurements;
import org.ecgnat.preprocessing.quality.measurement.Measurer;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.window.ConditionedSignals;
import org.ecgnat.preprocessing.window.Conditioner;
import org.ecgnat.preprocessing.window.ConditioningRecipe;
import org.ecgnat.preprocessing.window.Standardisation;
import org.ecgnat.preprocessing.window.Window;

/** Measures recordings from their windows, where these keep what a measurement needs. */
final class RecordingMeasurer implements Serializable {
  /** The recipe whose signal is measured where the corpus's own cannot be. */
  private static final String DIAGNOSTIC = "diagnostic-500";

  /** Long recordings are measured over their beginning. */
  private static final double MOST_SECONDS = 300;

  private static final long serialVersionUID = 1L;
  private static final RecordingMeasurer NONE = new RecordingMeasurer(false, Optional.empty());

  private final boolean measures;

  /** The recipe to condition with once more, or null where the windows themselves will do. */
  private final ConditioningRecipe second;

  private RecordingMeasurer(boolean measures, Optional<ConditioningRecipe> second) {
    this.measures = measures;
    this.second = second.orElse(null);
  }

  /** Measures nothing. */
  static RecordingMeasurer none() {
    return NONE;
  }

  /**
   * What measures recordings conditioned by a recipe.
   *
   * @param recipe the corpus's own
   */
  static RecordingMeasurer of(MeasurementMode mode, ConditioningRecipe recipe) {
    boolean itself = keepsEnough(recipe);
    return switch (mode) {
      case NEVER -> NONE;
      case DIAGNOSTIC -> itself ? new RecordingMeasurer(true, Optional.empty()) : NONE;
      case ALWAYS ->
          new RecordingMeasurer(
              true,
              itself
                  ? Optional.empty()
                  : Optional.of(
                      ConfigFiles.load(
                          ConditioningRecipe.class, "recipes", DIAGNOSTIC, List.of())));
    };
  }

  /** 500 Hz and 0.38–150 Hz in the recording's own unit at least. */
  private static boolean keepsEnough(ConditioningRecipe recipe) {
    return recipe.samplingRateHz() >= 500
        && recipe.samplingRateHz() <= 2000
        && recipe.band().lowHz() <= 0.38
        && recipe.band().highHz() >= 150
        && recipe.standardisation() == Standardisation.FIXED_GAIN;
  }

  /**
   * Measures a recording; {@link Measurements#NONE} where it cannot be measured.
   *
   * @param windows what the corpus's recipe made of it
   */
  Measurements measure(EcgRecording recording, List<Window> windows) {
    if (!measures || windows.isEmpty()) {
      return Measurements.NONE;
    }
    try {
      List<Window> used = second == null ? windows : Conditioner.condition(recording, second);
      return Measurer.measure(ConditionedSignals.of(used, MOST_SECONDS), recording)
          .orElse(Measurements.NONE);
    } catch (UnreadableRecordingException e) {
      // the corpus's recipe makes windows of it all the same
      return Measurements.NONE;
    }
  }
}
