package org.ecgnat.jobs.corpus;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.ecgnat.preprocessing.corpus.RecordingsTable;

/**
 * What a corpus holds: the object that {@code corpus --json} prints.
 *
 * @param records accepted recordings
 * @param windows their windows
 * @param rejected recordings set aside
 * @param reasons the same by reason
 * @param patients distinct patients of accepted recordings
 * @param sources accepted recordings by source
 * @param labels accepted recordings by {@code system:code}
 * @param folds accepted recordings by fold
 * @param version version of the windows table
 * @param recipeHash hash of its recipe
 */
@JsonPropertyOrder({
  "records",
  "windows",
  "rejected",
  "reasons",
  "patients",
  "sources",
  "labels",
  "folds",
  "version",
  "recipeHash"
})
public record CorpusSummary(
    long records,
    long windows,
    long rejected,
    Map<String, Long> reasons,
    long patients,
    Map<String, Long> sources,
    Map<String, Long> labels,
    Map<Integer, Long> folds,
    long version,
    String recipeHash) {

  /** Counts what a corpus holds. */
  public static CorpusSummary of(Corpus corpus) {
    Dataset<Row> recordings = corpus.recordings().cache();
    try {
      return of(corpus, recordings);
    } finally {
      recordings.unpersist();
    }
  }

  /**
   * Counts what a corpus holds.
   *
   * @param recordings its recordings, best cached: they are gone through several times
   */
  public static CorpusSummary of(Corpus corpus, Dataset<Row> recordings) {
    Dataset<Row> accepted =
        recordings.filter(col(RecordingsTable.OUTCOME).equalTo(RecordingsTable.ACCEPTED));
    Row totals =
        accepted
            .agg(
                count(lit(1)),
                sum(RecordingsTable.WINDOWS),
                countDistinct(RecordingsTable.PATIENT_ID))
            .first();
    Map<Integer, Long> folds = new TreeMap<>();
    byName(accepted, RecordingsTable.FOLD)
        .forEach((fold, number) -> folds.put(Integer.parseInt(fold), number));
    Map<String, Long> reasons =
        byName(
            recordings.filter(col(RecordingsTable.OUTCOME).equalTo(RecordingsTable.SET_ASIDE)),
            RecordingsTable.REASON);
    return new CorpusSummary(
        totals.getLong(0),
        totals.isNullAt(1) ? 0 : totals.getLong(1),
        reasons.values().stream().mapToLong(Long::longValue).sum(),
        reasons,
        totals.getLong(2),
        byName(accepted, RecordingsTable.SOURCE),
        labels(accepted),
        folds,
        corpus.version(),
        corpus.recipeHash());
  }

  private static Map<String, Long> labels(Dataset<Row> accepted) {
    Map<String, Long> labels = new TreeMap<>();
    for (Row row :
        accepted
            .select(explode(col(RecordingsTable.LABELS)).as("label"))
            .groupBy("label.system", "label.code")
            .count()
            .collectAsList()) {
      labels.put(row.getString(0) + ":" + row.getString(1), row.getLong(2));
    }
    return labels;
  }

  private static Map<String, Long> byName(Dataset<Row> rows, String column) {
    Map<String, Long> counts = new TreeMap<>();
    for (Row row : rows.groupBy(column).count().collectAsList()) {
      counts.put(String.valueOf(row.get(0)), row.getLong(1));
    }
    return counts;
  }
}
