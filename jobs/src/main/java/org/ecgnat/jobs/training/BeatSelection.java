package org.ecgnat.jobs.training;

import java.util.Optional;
import org.ecgnat.preprocessing.codec.DecodedWindow;
import org.ecgnat.preprocessing.codec.WindowCodec;
import org.ecgnat.preprocessing.corpus.CorpusWindow;
import org.ecgnat.preprocessing.quality.beats.MedianBeat;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * Some windows, each with its median beat to be told: known in the leads that are present, and in
 * none where the window has too few beats.
 *
 * @param windows those that take part
 */
public record BeatSelection(RoleSelection windows) implements WindowSelection {

  @Override
  public boolean selects(CorpusWindow window) {
    return windows.selects(window);
  }

  @Override
  public WindowTargets targets(CorpusWindow window) {
    DecodedWindow decoded = WindowCodec.decode(window.signal());
    float[][] leads =
        Lead.STANDARD.stream()
            .map(lead -> decoded.lead(lead, decoded.samples()))
            .toArray(float[][]::new);
    int length = MedianBeat.samples(decoded.samplingRateHz());
    float[] values = new float[Lead.COUNT * length];
    float[] known = new float[Lead.COUNT];
    Optional<float[][]> beat = MedianBeat.of(leads, decoded.leadMask(), decoded.samplingRateHz());
    if (beat.isPresent()) {
      for (Lead lead : Lead.STANDARD) {
        int row = lead.ordinal();
        System.arraycopy(beat.get()[row], 0, values, row * length, length);
        known[row] = decoded.present(lead) ? 1 : 0;
      }
    }
    return new WindowTargets(values, known);
  }

  @Override
  public String id() {
    return "median beats of " + windows.id();
  }
}
