package org.ecgnat.jobs.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ecgnat.jobs.config.Task.Targets;
import org.ecgnat.preprocessing.corpus.CorpusWindow;

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

  @Override
  public Optional<Targets> select(CorpusWindow window) {
    return Optional.ofNullable(
        recordings.get(new RecordingKey(window.source(), window.recordKey())));
  }
}
