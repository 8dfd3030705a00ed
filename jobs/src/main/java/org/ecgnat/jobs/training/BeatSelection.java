package org.ecgnat.jobs.training;

import java.util.Arrays;
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
    int samples = decoded.samples();
    float[][] leads = new float[Lead.COUNT][];
    for (int lead = 0; lead < leads.length; lead++) {
      leads[lead] = Arrays.copyOfRange(decoded.signal(), lead * samples, (lead + 1) * samples);
    }
    int length = MedianBeat.samples(decoded.samplingRateHz());
    float[] values = new float[Lead.COUNT * length];
    float[] known = new float[Lead.COUNT];
    Optional<float[][]> beat = MedianBeat.of(leads, decoded.leadMask(), decoded.samplingRateHz());
    if (beat.isPresent()) {
      for (int lead = 0; lead < known.length; lead++) {
        System.arraycopy(beat.get()[lead], 0, values, lead * length, length);
        known[lead] = decoded.leadMask() >> lead & 1;
      }
    }
    return new WindowTargets(values, known);
  }

  @Override
  public String id() {
    return "median beats of " + windows.id();
  }
}
