package org.ecgnat.jobs.preprocess;

import java.io.Serial;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.ecgnat.jobs.corpus.HeldRecordings;
import org.ecgnat.jobs.corpus.RecordingEntry;
import org.ecgnat.jobs.corpus.StagedRecording;
import org.ecgnat.jobs.corpus.StoredLabels;
import org.ecgnat.preprocessing.corpus.RecordingsTable;
import org.ecgnat.preprocessing.recording.Label;
import org.ecgnat.preprocessing.source.SourceAnnotator;

/**
 * What outlives another reading of a recording: the fold of its patient, and labels that it was
 * given since it was read.
 */
final class KeptFacts implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  private final HashMap<String, Facts> facts = new HashMap<>();

  private record Facts(String patientId, int fold, boolean relabelled, List<Label> labels)
      implements Serializable {}

  private KeptFacts() {}

  /** Those of some recordings that are read again. */
  static KeptFacts of(HeldRecordings held, List<GroupResult.Item> replacing) {
    KeptFacts kept = new KeptFacts();
    if (!replacing.isEmpty()) {
      for (Row row :
          held.of(replacing.stream().map(GroupResult.Item::entry).toList())
              .select(
                  RecordingsTable.SOURCE,
                  RecordingsTable.RECORD_KEY,
                  RecordingsTable.PATIENT_ID,
                  RecordingsTable.FOLD,
                  RecordingsTable.RELABELLED,
                  RecordingsTable.LABELS)
              .collectAsList()) {
        boolean relabelled = !row.isNullAt(4) && row.getBoolean(4);
        kept.facts.put(
            key(row.getString(0), row.getString(1)),
            new Facts(
                row.getString(2),
                row.getInt(3),
                relabelled,
                relabelled ? StoredLabels.of(row) : List.of()));
      }
    }
    return kept;
  }

  RecordingEntry apply(RecordingEntry entry) {
    Facts known = facts.get(key(entry.source(), entry.recordKey()));
    if (known == null) {
      return entry;
    }
    RecordingEntry result =
        known.relabelled()
            ? entry.relabelled(SourceAnnotator.relabelled(known.labels(), entry.labels()))
            : entry;
    boolean keepsFold = known.fold() > 0 && known.patientId().equals(entry.patientId());
    return keepsFold ? result.withFold(known.fold()) : result;
  }

  JavaRDD<StagedRecording> apply(JavaRDD<StagedRecording> staged) {
    return facts.isEmpty()
        ? staged
        : staged.map(
            recording ->
                new StagedRecording(recording.id(), apply(recording.entry()), recording.windows()));
  }

  private static String key(String source, String recordKey) {
    return source + "\n" + recordKey;
  }
}
