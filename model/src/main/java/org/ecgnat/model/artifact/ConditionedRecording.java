package org.ecgnat.model.artifact;

import java.util.List;
import java.util.stream.Stream;
import org.ecgnat.preprocessing.codec.DecodedWindow;
import org.ecgnat.preprocessing.codec.WindowCodec;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.quality.QualityFinding;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.window.Conditioned;
import org.ecgnat.preprocessing.window.Conditioner;
import org.ecgnat.preprocessing.window.ConditioningRecipe;
import org.ecgnat.preprocessing.window.Window;

/**
 * A recording as a model takes it.
 *
 * @param windows in order of time; none where the recording cannot be used
 * @param quality findings of the recording and of all windows
 * @param reason why there are no windows; empty otherwise
 */
record ConditionedRecording(
    List<DecodedWindow> windows, List<QualityFinding> quality, String reason) {

  /** Conditions a recording; windows pass through their bytes, as on every other route. */
  static ConditionedRecording of(EcgRecording recording, ConditioningRecipe recipe) {
    try {
      Conditioned conditioned = Conditioner.process(recording, recipe);
      List<Window> windows = conditioned.windows();
      return new ConditionedRecording(
          windows.stream().map(window -> WindowCodec.decode(window.signal())).toList(),
          Stream.concat(
                  conditioned.quality().stream(),
                  windows.stream().flatMap(window -> window.quality().stream()))
              .toList(),
          conditioned.poorQuality().orElse(""));
    } catch (UnreadableRecordingException e) {
      return new ConditionedRecording(List.of(), List.of(), e.getMessage());
    }
  }
}
