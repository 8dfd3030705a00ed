package org.ecgnat.jobs.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.ecgnat.jobs.config.Split;
import org.ecgnat.jobs.config.Task;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.jobs.corpus.RecordingKey;
import org.ecgnat.jobs.corpus.StoredLabels;
import org.ecgnat.preprocessing.corpus.RecordingsTable;
import org.ecgnat.preprocessing.recording.Sha256;

/**
 * A recording that a task has an answer for.
 *
 * @param key names it
 * @param targets what it is to be recognised as
 */
record LabelledRecording(RecordingKey key, Task.Targets targets) implements Serializable {

  /** Those of a role, by source and record key. */
  static List<LabelledRecording> of(Corpus corpus, Split split, Split.Role role, Task task) {
    List<LabelledRecording> labelled =
        corpus
            .recordings()
            .filter(RecordingsTable.OUTCOME + " = '" + RecordingsTable.ACCEPTED + "'")
            .select(
                RecordingsTable.SOURCE,
                RecordingsTable.RECORD_KEY,
                RecordingsTable.FOLD,
                RecordingsTable.LABELS)
            .toJavaRDD()
            .filter(row -> split.role(row.getString(0), row.getInt(2)) == role)
            .map(row -> labelled(row, task))
            .filter(Optional::isPresent)
            .map(Optional::get)
            .collect();
    List<LabelledRecording> sorted = new ArrayList<>(labelled);
    sorted.sort(
        Comparator.comparing((LabelledRecording recording) -> recording.key().source())
            .thenComparing(recording -> recording.key().recordKey()));
    return sorted;
  }

  /** The first recordings in the order of a seed, as {@link LabelBudget} describes it. */
  static List<LabelledRecording> draw(List<LabelledRecording> all, int count, long seed) {
    return all.stream()
        .sorted(Comparator.comparing(recording -> order(recording.key(), seed)))
        .limit(count)
        .toList();
  }

  private static String order(RecordingKey key, long seed) {
    return Sha256.hex(seed + "|" + key.source() + "|" + key.recordKey());
  }

  private static Optional<LabelledRecording> labelled(Row row, Task task) {
    RecordingKey key = new RecordingKey(row.getString(0), row.getString(1));
    return task.targets(key.source(), StoredLabels.of(row))
        .map(targets -> new LabelledRecording(key, targets));
  }
}
