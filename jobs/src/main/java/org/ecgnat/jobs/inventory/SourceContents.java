package org.ecgnat.jobs.inventory;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.sum;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.ecgnat.preprocessing.corpus.RecordingsTable;

/**
 * What a corpus holds of a source.
 *
 * @param source its name
 * @param recordings accepted recordings
 * @param patients their patients
 * @param windows their windows
 * @param seconds length of the accepted recordings together
 * @param setAside recordings set aside
 */
public record SourceContents(
    String source, long recordings, long patients, long windows, double seconds, long setAside) {

  /** Every source, by name. */
  static List<SourceContents> of(Dataset<Row> recordings) {
    String accepted = "outcome = 'accepted'";
    return recordings
        .groupBy(RecordingsTable.SOURCE)
        .agg(
            expr("count_if(" + accepted + ")"),
            countDistinct(expr("if(" + accepted + ", patient_id, null)")),
            sum(col(RecordingsTable.WINDOWS)),
            sum(expr("if(" + accepted + ", duration_seconds, 0D)")),
            expr("count_if(not " + accepted + ")"))
        .orderBy(RecordingsTable.SOURCE)
        .collectAsList()
        .stream()
        .map(
            row ->
                new SourceContents(
                    row.getString(0),
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getDouble(4),
                    row.getLong(5)))
        .toList();
  }
}
