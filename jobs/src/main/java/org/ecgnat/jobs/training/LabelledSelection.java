package org.ecgnat.jobs.training;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ecgnat.jobs.config.Task.Targets;
import org.ecgnat.jobs.corpus.RecordingKey;
import org.ecgnat.preprocessing.corpus.CorpusWindow;
import org.ecgnat.preprocessing.recording.Sha256;

/**
 * The windows of some recordings, each with its recording's targets.
 *
 * @param id tells selections apart
 * @param recordings their targets
 */
public record LabelledSelection(String id, Map<RecordingKey, Targets> recordings)
    implements WindowSelection {

  /** Copies the map. */
  public LabelledSelection {
    recordings = new LinkedHashMap<>(recordings);
  }

  /** Selects recordings; what they are and are called gives the id. */
  static LabelledSelection of(List<LabelledRecording> labelled) {
    StringBuilder text = new StringBuilder();
    Map<RecordingKey, Targets> recordings = new LinkedHashMap<>();
    for (LabelledRecording recording : labelled) {
      recordings.put(recording.key(), recording.targets());
      text.append(recording.key())
          .append(Arrays.toString(recording.targets().present()))
          .append(Arrays.toString(recording.targets().known()));
    }
    return new LabelledSelection(Sha256.hex(text.toString()), recordings);
  }

  @Override
  public boolean selects(CorpusWindow window) {
    return recordings.containsKey(key(window));
  }

  @Override
  public WindowTargets targets(CorpusWindow window) {
    return WindowTargets.of(recordings.get(key(window)));
  }

  private static RecordingKey key(CorpusWindow window) {
    return new RecordingKey(window.source(), window.recordKey());
  }
}
