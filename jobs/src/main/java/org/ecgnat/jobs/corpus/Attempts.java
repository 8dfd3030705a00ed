package org.ecgnat.jobs.corpus;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.rank;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.ecgnat.preprocessing.corpus.RecordingsTable;

/**
 * A main file may have been tried in several batches. What counts is the attempt that gave windows,
 * or else the latest.
 */
final class Attempts {
  private static final String GAVE_WINDOWS = "attempt_gave_windows";
  private static final String RANK = "attempt_rank";

  private Attempts() {}

  /** Keeps the rows of the attempt that counts for each main file. */
  static Dataset<Row> latest(Dataset<Row> recordings) {
    WindowSpec attempt =
        Window.partitionBy(
            RecordingsTable.SOURCE, RecordingsTable.MAIN_FILE, RecordingsTable.BATCH_ID);
    WindowSpec bestFirst =
        Window.partitionBy(RecordingsTable.SOURCE, RecordingsTable.MAIN_FILE)
            .orderBy(col(GAVE_WINDOWS).desc(), col(RecordingsTable.BATCH_ID).desc());
    return recordings
        .withColumn(
            GAVE_WINDOWS,
            max(col(RecordingsTable.OUTCOME).equalTo(lit(RecordingsTable.ACCEPTED))).over(attempt))
        .withColumn(RANK, rank().over(bestFirst))
        .filter(col(RANK).equalTo(lit(1)))
        .drop(GAVE_WINDOWS, RANK);
  }
}
