package org.ecgnat.jobs.duplicates;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.xxhash64;
import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;
import org.ecgnat.preprocessing.corpus.WindowsTable;

/**
 * Windows that show the same heartbeats with other samples: another rate, format, band or gain, or
 * cut elsewhere. Candidates come from the {@link Neighbours} of their sketches; {@link CopyTest}
 * decides.
 */
final class NearDuplicates implements AutoCloseable {
  /** Tries for two recordings: pairs of their windows and shifts, the most alike first. */
  private static final int TRIES = 4;

  /**
   * Sketches that must agree on a shift: one lead's are alike by chance where two hearts beat at
   * one rate. Of a copy dozens agree, over the shortest overlap some.
   */
  private static final int VOTES = 3;

  /** Shifts of one pair of windows that differ by less count as one, in parts of a second. */
  private static final int SHIFT_BINS = 4;

  private static final String RECORDING = "recording";
  private static final String WINDOW = "window";
  private static final String DISTANCE = "distance";

  private static final StructType CANDIDATES =
      new StructType()
          .add("recording_a", LongType)
          .add("recording_b", LongType)
          .add("window_a", LongType)
          .add("window_b", LongType)
          .add("shift", DoubleType)
          .add(DISTANCE, IntegerType);

  private static final StructType PAIRS =
      new StructType()
          .add(PairColumns.SOURCE_A, StringType)
          .add(PairColumns.KEY_A, StringType)
          .add(PairColumns.SOURCE_B, StringType)
          .add(PairColumns.KEY_B, StringType)
          .add(PairColumns.EQUAL, BooleanType)
          .add(PairColumns.CORRELATION, DoubleType)
          .add(PairColumns.SHIFT_SECONDS, DoubleType)
          .add(PairColumns.OVERLAP_SECONDS, DoubleType);

  private final Dataset<Row> windows;
  private final Dataset<Row> candidates;
  private final LongAccumulator comparisons;
  private final LongAccumulator correlations;

  /**
   * @param windows with the columns of {@link WindowsTable}
   */
  NearDuplicates(SparkSession spark, Dataset<Row> windows) {
    // Numbers instead of names keep the rows short. Should two share one, the correlation of the
    // signals still decides.
    this.windows =
        windows
            .withColumn(RECORDING, xxhash64(col(WindowsTable.SOURCE), col(WindowsTable.RECORD_KEY)))
            .withColumn(WINDOW, xxhash64(col(WindowsTable.WINDOW_ID)));
    comparisons = spark.sparkContext().longAccumulator("sketch comparisons");
    correlations = spark.sparkContext().longAccumulator("correlations");
    // a few rows for each true pair, needed three times
    candidates = candidates().persist(StorageLevel.MEMORY_AND_DISK());
  }

  /** Sketches compared so far; at least, where Spark repeated a task. */
  long comparisons() {
    return comparisons.value();
  }

  /** Pairs of windows correlated so far; likewise. */
  long correlations() {
    return correlations.value();
  }

  @Override
  public void close() {
    candidates.unpersist();
  }

  /** Pairs of different recordings with the columns of {@link PairColumns}. */
  Dataset<Row> pairs() {
    UserDefinedFunction fingerprint =
        udf(
            (UDF2<byte[], Double, byte[]>)
                (signal, validSeconds) -> Fingerprint.of(signal, validSeconds).encode(),
            BinaryType);
    Dataset<Row> wanted =
        candidates
            .select(col("window_a").as(WINDOW))
            .union(candidates.select(col("window_b").as(WINDOW)))
            .distinct();
    Dataset<Row> fingerprints =
        windows
            .join(wanted, new String[] {WINDOW}, "left_semi")
            .select(
                col(WINDOW),
                col(WindowsTable.SOURCE),
                col(WindowsTable.RECORD_KEY),
                col(WindowsTable.START_SECONDS),
                fingerprint
                    .apply(col(WindowsTable.SIGNAL), col(WindowsTable.VALID_SECONDS))
                    .as("fingerprint"));
    return candidates
        .join(side(fingerprints, "a"), "window_a")
        .join(side(fingerprints, "b"), "window_b")
        .select(
            "source_a",
            "record_key_a",
            "start_a",
            "fingerprint_a",
            "source_b",
            "record_key_b",
            "start_b",
            "fingerprint_b",
            "shift")
        .flatMap(new Confirmation(correlations), Encoders.row(PAIRS));
  }

  private static Dataset<Row> side(Dataset<Row> fingerprints, String which) {
    return fingerprints.toDF(
        "window_" + which,
        "source_" + which,
        "record_key_" + which,
        "start_" + which,
        "fingerprint_" + which);
  }

  private Dataset<Row> candidates() {
    Dataset<Row> found =
        windows
            .select(
                col(WindowsTable.SIGNAL),
                col(WindowsTable.VALID_SECONDS),
                col(WindowsTable.START_SECONDS),
                col(RECORDING),
                col(WINDOW))
            .flatMap(new SketchColumns(), Encoders.row(SketchColumns.SCHEMA))
            .repartition(col(SketchColumns.BUCKET))
            .sortWithinPartitions(
                SketchColumns.BUCKET, SketchColumns.CODE, "other_code", RECORDING, "seconds")
            .mapPartitions(new Neighbours(comparisons), Encoders.row(CANDIDATES));
    List<String> pair = List.of("recording_a", "recording_b");
    return found
        .groupBy(
            col(pair.get(0)),
            col(pair.get(1)),
            col("window_a"),
            col("window_b"),
            round(col("shift").multiply(lit(SHIFT_BINS))))
        .agg(min(struct(DISTANCE, "shift")).as("best"), count(lit(1)).as("votes"))
        .filter(col("votes").geq(lit(VOTES)))
        .withColumn(
            "try",
            row_number()
                .over(
                    Window.partitionBy(pair.get(0), pair.get(1))
                        .orderBy("best", "window_a", "window_b")))
        .filter(col("try").leq(lit(TRIES)))
        .select(col("window_a"), col("window_b"), col("best.shift").as("shift"));
  }

  /** Correlates two windows. */
  private static final class Confirmation implements FlatMapFunction<Row, Row> {
    private static final long serialVersionUID = 1L;

    private final LongAccumulator correlations;

    Confirmation(LongAccumulator correlations) {
      this.correlations = correlations;
    }

    @Override
    public Iterator<Row> call(Row candidate) {
      correlations.add(1);
      double between = candidate.getDouble(6) - candidate.getDouble(2);
      Optional<CopyTest.Match> match =
          new CopyTest(
                  Fingerprint.decode(candidate.getAs(3)), Fingerprint.decode(candidate.getAs(7)))
              .near((candidate.getDouble(8) - between) * Fingerprint.RATE_HZ);
      return match.stream()
          .filter(CopyTest.Match::isCopy)
          .map(
              found ->
                  RowFactory.create(
                      candidate.getString(0),
                      candidate.getString(1),
                      candidate.getString(4),
                      candidate.getString(5),
                      false,
                      found.correlation(),
                      found.lag() / Fingerprint.RATE_HZ + between,
                      found.overlapSeconds()))
          .iterator();
    }
  }
}
