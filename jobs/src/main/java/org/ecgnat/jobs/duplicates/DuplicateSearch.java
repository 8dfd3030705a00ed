package org.ecgnat.jobs.duplicates;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.preprocessing.corpus.RecordingsTable;
import org.ecgnat.preprocessing.corpus.WindowsTable;

/**
 * Finds the recordings that a corpus holds twice: equal signals by content hash, and
 * near-duplicates across rates, formats and cuts. It reports and changes nothing.
 */
public final class DuplicateSearch {
  /** Pairs that a report lists. */
  public static final int LISTED = 10_000;

  private static final String ACROSS_FOLDS = "across_folds";
  private static final String ACROSS_PATIENTS = "across_patients";

  private final SparkSession spark;
  private final Corpus corpus;

  /** A search of a pinned version. */
  public DuplicateSearch(SparkSession spark, Corpus corpus) {
    this.spark = spark;
    this.corpus = corpus;
  }

  /** Runs it: two passes over the signals, the second only over those of candidates. */
  public DuplicateReport run() {
    Dataset<Row> windows = corpus.windows();
    EqualSignals equal = new EqualSignals(windows);
    Dataset<Row> distinct =
        windows.join(equal.repeatedIds(), new String[] {WindowsTable.WINDOW_ID}, "left_anti");
    try (NearDuplicates near = new NearDuplicates(spark, distinct)) {
      Dataset<Row> pairs = withProvenance(best(equal.pairs().union(near.pairs()))).cache();
      try {
        return report(windows, pairs, near);
      } finally {
        pairs.unpersist();
      }
    }
  }

  private DuplicateReport report(Dataset<Row> windows, Dataset<Row> pairs, NearDuplicates near) {
    Row searched =
        windows
            .agg(countDistinct(WindowsTable.SOURCE, WindowsTable.RECORD_KEY), count(lit(1)))
            .first();
    Row counts =
        pairs
            .agg(
                count_if(col(PairColumns.EQUAL)),
                count_if(not(col(PairColumns.EQUAL))),
                count_if(col(ACROSS_FOLDS)),
                count_if(col(ACROSS_PATIENTS)))
            .first();
    return new DuplicateReport(
        corpus.version(),
        searched.getLong(0),
        searched.getLong(1),
        counts.getLong(0),
        counts.getLong(1),
        counts.getLong(2),
        counts.getLong(3),
        near.comparisons(),
        near.correlations(),
        listed(pairs));
  }

  /** One row for two recordings, their names in order. */
  private static Dataset<Row> best(Dataset<Row> found) {
    String ordered =
        "(source_a < source_b or (source_a = source_b and record_key_a < record_key_b))";
    return found
        .select(
            expr("if(" + ordered + ", source_a, source_b)").as(PairColumns.SOURCE_A),
            expr("if(" + ordered + ", record_key_a, record_key_b)").as(PairColumns.KEY_A),
            expr("if(" + ordered + ", source_b, source_a)").as(PairColumns.SOURCE_B),
            expr("if(" + ordered + ", record_key_b, record_key_a)").as(PairColumns.KEY_B),
            col(PairColumns.EQUAL),
            col(PairColumns.CORRELATION),
            expr("if(" + ordered + ", shift_seconds, -shift_seconds)")
                .as(PairColumns.SHIFT_SECONDS),
            col(PairColumns.OVERLAP_SECONDS))
        .groupBy(PairColumns.SOURCE_A, PairColumns.KEY_A, PairColumns.SOURCE_B, PairColumns.KEY_B)
        .agg(
            max(struct(
                    col(PairColumns.EQUAL),
                    col(PairColumns.CORRELATION),
                    // of several shifts the least
                    abs(col(PairColumns.SHIFT_SECONDS)).multiply(lit(-1)),
                    col(PairColumns.SHIFT_SECONDS),
                    col(PairColumns.OVERLAP_SECONDS)))
                .as("best"))
        .select(
            col(PairColumns.SOURCE_A),
            col(PairColumns.KEY_A),
            col(PairColumns.SOURCE_B),
            col(PairColumns.KEY_B),
            col("best.equal"),
            col("best.correlation"),
            col("best.shift_seconds"),
            col("best.overlap_seconds"));
  }

  private Dataset<Row> withProvenance(Dataset<Row> pairs) {
    Dataset<Row> recordings =
        corpus
            .recordings()
            .filter(col(RecordingsTable.OUTCOME).equalTo(RecordingsTable.ACCEPTED))
            .select(
                RecordingsTable.SOURCE,
                RecordingsTable.RECORD_KEY,
                RecordingsTable.MAIN_FILE,
                RecordingsTable.PATIENT_ID,
                RecordingsTable.FOLD);
    return pairs
        .join(side(recordings, "a"), new String[] {PairColumns.SOURCE_A, PairColumns.KEY_A})
        .join(side(recordings, "b"), new String[] {PairColumns.SOURCE_B, PairColumns.KEY_B})
        .withColumn(ACROSS_FOLDS, col("fold_a").notEqual(col("fold_b")))
        .withColumn(ACROSS_PATIENTS, col("patient_a").notEqual(col("patient_b")));
  }

  private static Dataset<Row> side(Dataset<Row> recordings, String which) {
    return recordings.toDF(
        "source_" + which,
        "record_key_" + which,
        "file_" + which,
        "patient_" + which,
        "fold_" + which);
  }

  private static List<DuplicateReport.Pair> listed(Dataset<Row> pairs) {
    return pairs
        .orderBy(
            col(ACROSS_FOLDS).desc(),
            col(ACROSS_PATIENTS).desc(),
            col(PairColumns.EQUAL).desc(),
            col(PairColumns.CORRELATION).desc(),
            col(PairColumns.SOURCE_A),
            col(PairColumns.KEY_A),
            col(PairColumns.SOURCE_B),
            col(PairColumns.KEY_B))
        .limit(LISTED)
        .collectAsList()
        .stream()
        .map(
            row ->
                new DuplicateReport.Pair(
                    row.<Boolean>getAs(PairColumns.EQUAL)
                        ? DuplicateReport.Kind.EQUAL
                        : DuplicateReport.Kind.NEAR,
                    row.<Double>getAs(PairColumns.CORRELATION),
                    row.<Double>getAs(PairColumns.SHIFT_SECONDS),
                    row.<Double>getAs(PairColumns.OVERLAP_SECONDS),
                    row.<Boolean>getAs(ACROSS_FOLDS),
                    row.<Boolean>getAs(ACROSS_PATIENTS),
                    recording(row, "a"),
                    recording(row, "b")))
        .toList();
  }

  private static DuplicateReport.Side recording(Row row, String which) {
    return new DuplicateReport.Side(
        row.getAs("source_" + which),
        row.getAs("record_key_" + which),
        row.getAs("file_" + which),
        row.getAs("patient_" + which),
        row.<Integer>getAs("fold_" + which));
  }
}
