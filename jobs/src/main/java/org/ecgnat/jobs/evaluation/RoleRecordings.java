package org.ecgnat.jobs.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.sql.Timestamp;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.config.Split;
import org.ecgnat.jobs.config.Task;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.jobs.corpus.RecordingKey;
import org.ecgnat.jobs.corpus.StoredLabels;
import org.ecgnat.jobs.corpus.StoredQuality;
import org.ecgnat.preprocessing.corpus.RecordingsTable;
import org.ecgnat.preprocessing.recording.Label;
import org.ecgnat.preprocessing.synthetic.Diagnosis;

/** Finds the recordings of a role of a split, with what is true of them. */
final class RoleRecordings {
  private final Corpus corpus;
  private final Split split;
  private final Split.Role role;

  RoleRecordings(Corpus corpus, Split split, Split.Role role) {
    this.corpus = corpus;
    this.split = split;
    this.role = role;
  }

  /**
   * All of them, ordered by source and key.
   *
   * @throws UserException where there is none
   */
  List<RoleRecording> find(Task task) {
    Dataset<Row> all = corpus.recordings();
    List<Row> cells =
        all.select(RecordingsTable.SOURCE, RecordingsTable.FOLD).distinct().collectAsList();
    Column plays = lit(false);
    for (Row cell : cells) {
      if (split.role(cell.getString(0), cell.getInt(1)) == role) {
        plays =
            plays.or(
                col(RecordingsTable.SOURCE)
                    .equalTo(cell.getString(0))
                    .and(col(RecordingsTable.FOLD).equalTo(cell.getInt(1))));
      }
    }
    List<RoleRecording> found =
        all
            .filter(plays)
            .select(
                RecordingsTable.SOURCE,
                RecordingsTable.RECORD_KEY,
                RecordingsTable.PATIENT_ID,
                RecordingsTable.RECORDED_AT,
                RecordingsTable.LABELS,
                RecordingsTable.REASON,
                RecordingsTable.DETAIL,
                RecordingsTable.QUALITY)
            .orderBy(RecordingsTable.SOURCE, RecordingsTable.RECORD_KEY)
            .collectAsList()
            .stream()
            .map(row -> recording(row, task))
            .toList();
    if (found.stream().noneMatch(RoleRecording::hasWindows)) {
      throw new UserException(
          "Cannot evaluate on role "
              + role.name().toLowerCase(Locale.ROOT)
              + " of split "
              + split.name()
              + ": no recording of corpus "
              + corpus.directory()
              + " plays it; its sources and folds are "
              + cells(cells)
              + ", choose another split or role");
    }
    return found;
  }

  private static RoleRecording recording(Row row, Task task) {
    String source = row.getAs(RecordingsTable.SOURCE);
    List<Label> labels = StoredLabels.of(row);
    return new RoleRecording(
        new RecordingKey(source, row.getAs(RecordingsTable.RECORD_KEY)),
        row.getAs(RecordingsTable.PATIENT_ID),
        Optional.ofNullable(row.<Timestamp>getAs(RecordingsTable.RECORDED_AT))
            .map(Timestamp::toInstant),
        task.targets(source, labels),
        row.getAs(RecordingsTable.REASON),
        row.getAs(RecordingsTable.DETAIL),
        StoredQuality.of(row),
        labels.stream().anyMatch(label -> label.system().equals(Diagnosis.SYSTEM)));
  }

  private static String cells(List<Row> cells) {
    TreeSet<String> names = new TreeSet<>();
    cells.forEach(cell -> names.add(cell.getString(0) + "/" + cell.getInt(1)));
    return String.join(" ", names);
  }
}
