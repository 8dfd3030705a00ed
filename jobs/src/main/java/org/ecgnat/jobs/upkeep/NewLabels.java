package org.ecgnat.jobs.upkeep;

import java.io.Serial;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.ecgnat.jobs.corpus.StoredLabels;
import org.ecgnat.jobs.preprocess.PreparedSource;
import org.ecgnat.preprocessing.corpus.RecordingsTable;
import org.ecgnat.preprocessing.format.RecordKeys;
import org.ecgnat.preprocessing.recording.Label;

/** What a new labels file says about rows of the recordings table. */
final class NewLabels implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  private final PreparedSource source;

  /** The labels file's name of a recording by the stored one, which may be a pseudonym. */
  private final HashMap<String, String> names = new HashMap<>();

  NewLabels(PreparedSource source) {
    this.source = source;
    String sourceName = source.definition().name();
    for (String name : source.annotator().listed()) {
      names.put(source.pseudonyms().recordKey(sourceName, name), name);
    }
  }

  /** Whether the file has a row for a recording that has windows. */
  boolean lists(Row recording) {
    return isAccepted(recording) && name(recording).isPresent();
  }

  /**
   * A pseudonym does not tell its file's extension; the file has to name such a recording whole.
   */
  private Optional<String> name(Row recording) {
    String key = recording.getAs(RecordingsTable.RECORD_KEY);
    String name = names.get(key);
    return Optional.ofNullable(name == null ? names.get(RecordKeys.withoutExtension(key)) : name);
  }

  /** Whether a recording's labels become others. */
  boolean change(Row recording) {
    return lists(recording)
        && !new HashSet<>(labels(recording)).equals(new HashSet<>(StoredLabels.of(recording)));
  }

  /** The row with its new labels; itself where the file does not list it. */
  Row relabelled(Row recording) {
    Object[] cells = new Object[recording.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = recording.get(i);
    }
    if (lists(recording)) {
      cells[recording.fieldIndex(RecordingsTable.LABELS)] = StoredLabels.cell(labels(recording));
      cells[recording.fieldIndex(RecordingsTable.RELABELLED)] = true;
    }
    return RowFactory.create(cells);
  }

  private List<Label> labels(Row recording) {
    return source.annotator().relabel(name(recording).orElseThrow(), StoredLabels.of(recording));
  }

  private static boolean isAccepted(Row recording) {
    return recording.getAs(RecordingsTable.OUTCOME).equals(RecordingsTable.ACCEPTED);
  }
}
