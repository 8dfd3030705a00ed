package org.ecgnat.jobs.preprocess;

import java.io.Serializable;
import java.util.List;
import org.ecgnat.jobs.corpus.RecordingEntry;
import org.ecgnat.jobs.corpus.StagedRecording;
import org.ecgnat.preprocessing.window.Window;

/**
 * What became of a group of files, or of a part of it: a file may hold more recordings than fit
 * into memory.
 *
 * @param recordings what was read, or set aside for a reason
 * @param otherExtensions extensions of files that are neither a recording nor part of one
 * @param files how many files are done with it
 */
record GroupResult(List<StagedRecording> recordings, List<String> otherExtensions, int files)
    implements Serializable {

  /** One of the recordings of a group. */
  static GroupResult of(StagedRecording recording) {
    return new GroupResult(List.of(recording), List.of(), 0);
  }

  /**
   * The same without signals, for the driver.
   *
   * @param recordings without their windows
   */
  record Summary(List<Item> recordings, List<String> otherExtensions) implements Serializable {}

  /**
   * A recording without its windows.
   *
   * @param id unique within the batch
   * @param entry its row
   * @param signalBytes bytes of its windows' signals
   */
  record Item(String id, RecordingEntry entry, long signalBytes) implements Serializable {}

  Summary summary() {
    return new Summary(
        recordings.stream()
            .map(
                staged ->
                    new Item(
                        staged.id(),
                        staged.entry(),
                        staged.windows().stream()
                            .map(Window::signal)
                            .mapToLong(s -> s.length)
                            .sum()))
            .toList(),
        otherExtensions);
  }
}
