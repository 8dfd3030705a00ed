package org.ecgnat.jobs.corpus;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.ecgnat.preprocessing.corpus.RecordingsTable;

/**
 * A main file may have been tried in several batches. What counts of a recording is the latest
 * attempt that gave windows, for these are in the windows table, and of a file what its latest
 * attempt set aside. So what is no longer in a file, or no longer readable, stays as it was read.
 */
final class Attempts {
  private static final String NEWEST = "newest_batch";

  private Attempts() {}

  /** Keeps the rows that count. */
  static Dataset<Row> latest(Dataset<Row> recordings) {
    Dataset<Row> setAside =
        ofEachFile(recordings)
            .filter(col(RecordingsTable.OUTCOME).notEqual(RecordingsTable.ACCEPTED));
    return accepted(recordings).union(setAside);
  }

  /** Keeps the latest row with windows of each recording. */
  static Dataset<Row> accepted(Dataset<Row> recordings) {
    return ofLatest(
        recordings.filter(col(RecordingsTable.OUTCOME).equalTo(RecordingsTable.ACCEPTED)),
        RecordingsTable.RECORD_KEY);
  }

  /** Keeps the rows of the latest attempt at each main file. */
  static Dataset<Row> ofEachFile(Dataset<Row> recordings) {
    return ofLatest(recordings, RecordingsTable.MAIN_FILE);
  }

  private static Dataset<Row> ofLatest(Dataset<Row> recordings, String unit) {
    return recordings
        .withColumn(
            NEWEST,
            max(col(RecordingsTable.BATCH_ID))
                .over(Window.partitionBy(RecordingsTable.SOURCE, unit)))
        .filter(col(NEWEST).equalTo(col(RecordingsTable.BATCH_ID)))
        .drop(NEWEST);
  }
}
