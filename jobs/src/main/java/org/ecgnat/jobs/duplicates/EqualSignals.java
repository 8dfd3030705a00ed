package org.ecgnat.jobs.duplicates;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.ecgnat.preprocessing.corpus.WindowsTable;

/**
 * Windows of equal samples, by their content hash. Of many equal ones each is paired with the first
 * only, so that a thousand copies make 999 pairs and not half a million.
 */
final class EqualSignals {
  private final Dataset<Row> repeated;

  /**
   * @param windows with the columns of {@link WindowsTable}
   */
  EqualSignals(Dataset<Row> windows) {
    Dataset<Row> firsts =
        windows
            .groupBy(WindowsTable.CONTENT_HASH)
            .agg(
                min(struct(
                        WindowsTable.SOURCE,
                        WindowsTable.RECORD_KEY,
                        WindowsTable.START_SECONDS,
                        WindowsTable.WINDOW_ID))
                    .as("first"),
                count(lit(1)).as("number"))
            .filter(col("number").gt(lit(1)));
    repeated =
        windows
            .drop(WindowsTable.SIGNAL)
            .join(firsts, WindowsTable.CONTENT_HASH)
            .filter(col(WindowsTable.WINDOW_ID).notEqual(col("first.window_id")));
  }

  /** Ids of all windows but the first of each group of equal ones. */
  Dataset<Row> repeatedIds() {
    return repeated.select(WindowsTable.WINDOW_ID);
  }

  /** Pairs of different recordings with the columns of {@link PairColumns}. */
  Dataset<Row> pairs() {
    return repeated
        .filter(expr("source != first.source or record_key != first.record_key"))
        .select(
            col("first.source").as(PairColumns.SOURCE_A),
            col("first.record_key").as(PairColumns.KEY_A),
            col(WindowsTable.SOURCE).as(PairColumns.SOURCE_B),
            col(WindowsTable.RECORD_KEY).as(PairColumns.KEY_B),
            lit(true).as(PairColumns.EQUAL),
            lit(1.0).as(PairColumns.CORRELATION),
            expr("start_seconds - first.start_seconds").as(PairColumns.SHIFT_SECONDS),
            col(WindowsTable.VALID_SECONDS).as(PairColumns.OVERLAP_SECONDS));
  }
}
