package org.ecgnat.jobs.inventory;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.ecgnat.preprocessing.corpus.RecordingsTable;

/**
 * Recordings of a source that were set aside for the same reason, with one of them.
 *
 * @param source their source
 * @param reason the stored reason
 * @param count how many
 * @param detail what exactly is wrong with the first of them
 * @param recordKey its key as stored
 * @param mainFile its path as stored
 */
public record SetAsideGroup(
    String source, String reason, long count, String detail, String recordKey, String mainFile) {

  /** Every source and reason. */
  static List<SetAsideGroup> of(Dataset<Row> recordings) {
    return recordings
        .filter(col(RecordingsTable.OUTCOME).equalTo(RecordingsTable.SET_ASIDE))
        .groupBy(RecordingsTable.SOURCE, RecordingsTable.REASON)
        .agg(
            functions.count(lit(1)),
            min(struct(
                    RecordingsTable.RECORD_KEY, RecordingsTable.MAIN_FILE, RecordingsTable.DETAIL))
                .as("first"))
        .orderBy(RecordingsTable.REASON, RecordingsTable.SOURCE)
        .collectAsList()
        .stream()
        .map(
            row -> {
              Row first = row.getStruct(3);
              return new SetAsideGroup(
                  row.getString(0),
                  row.getString(1),
                  row.getLong(2),
                  first.getString(2),
                  first.getString(0),
                  first.getString(1));
            })
        .toList();
  }
}
