package org.ecgnat.jobs.corpus;

import java.io.Serializable;
import java.util.List;
import org.ecgnat.preprocessing.window.Window;

/**
 * A recording that has been read and conditioned and waits for its batch to be written.
 *
 * @param id unique within the batch
 * @param entry its row in the recordings table
 * @param windows its rows in the windows table; none where it is set aside
 */
public record StagedRecording(String id, RecordingEntry entry, List<Window> windows)
    implements Serializable {

  /** Copies the list. */
  public StagedRecording {
    windows = List.copyOf(windows);
  }
}
