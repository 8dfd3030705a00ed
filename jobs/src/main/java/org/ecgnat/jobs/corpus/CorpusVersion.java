package org.ecgnat.jobs.corpus;

import static org.apache.spark.sql.functions.col;

import io.delta.tables.DeltaTable;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * A version of a corpus's windows table.
 *
 * @param version its number
 * @param committedAt when, in ISO-8601
 * @param operation what made it, in Delta's words
 * @param windowsWritten windows that it wrote
 * @param note what else it did, or empty
 */
public record CorpusVersion(
    long version, String committedAt, String operation, long windowsWritten, String note) {

  /** The versions of a corpus, the newest first. */
  public static List<CorpusVersion> history(SparkSession spark, Corpus corpus) {
    return DeltaTable.forPath(spark, Corpus.windowsPath(corpus.directory()))
        .history()
        .select(
            col("version"),
            col("timestamp"),
            col("operation"),
            col("operationMetrics").getItem("numOutputRows"),
            col("userMetadata"))
        .collectAsList()
        .stream()
        .map(
            row ->
                new CorpusVersion(
                    row.getLong(0),
                    row.getTimestamp(1).toInstant().toString(),
                    row.getString(2),
                    row.isNullAt(3) ? 0 : Long.parseLong(row.getString(3)),
                    row.isNullAt(4) ? "" : row.getString(4)))
        .toList();
  }
}
