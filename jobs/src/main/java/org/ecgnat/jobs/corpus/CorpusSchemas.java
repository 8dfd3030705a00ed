package org.ecgnat.jobs.corpus;

import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;

import org.apache.spark.sql.types.StructType;
import org.ecgnat.preprocessing.corpus.RecordingsTable;
import org.ecgnat.preprocessing.corpus.WindowsTable;

/** Spark's view of the columns that {@link RecordingsTable} and {@link WindowsTable} name. */
public final class CorpusSchemas {
  /** Columns of the recordings table, in the order of {@link CorpusRows#recording}. */
  public static final StructType RECORDINGS =
      new StructType()
          .add(RecordingsTable.SOURCE, StringType)
          .add(RecordingsTable.RECORD_KEY, StringType)
          .add(RecordingsTable.MAIN_FILE, StringType)
          .add(
              RecordingsTable.FILES,
              createArrayType(
                  new StructType()
                      .add("path", StringType)
                      .add("size_bytes", LongType)
                      .add("modified", TimestampType)
                      .add("sha256", StringType)))
          .add(RecordingsTable.OUTCOME, StringType)
          .add(RecordingsTable.REASON, StringType)
          .add(RecordingsTable.DETAIL, StringType)
          .add(RecordingsTable.PATIENT_ID, StringType)
          .add(
              RecordingsTable.LABELS,
              createArrayType(
                  new StructType()
                      .add("system", StringType)
                      .add("code", StringType)
                      .add("likelihood", DoubleType)
                      .add("origin", StringType)
                      .add("certainty", StringType)))
          .add(RecordingsTable.FOLD, IntegerType)
          .add(RecordingsTable.AGE, IntegerType)
          .add(RecordingsTable.SEX, StringType)
          .add(RecordingsTable.RECORDED_AT, TimestampType)
          .add(RecordingsTable.SAMPLING_RATE_HZ, DoubleType)
          .add(RecordingsTable.DURATION_SECONDS, DoubleType)
          .add(RecordingsTable.WINDOWS, IntegerType)
          .add(
              RecordingsTable.CONTEXT,
              new StructType()
                  .add("manufacturer", StringType)
                  .add("device", StringType)
                  .add("site", StringType)
                  .add("filters", StringType)
                  .add("pacemaker", StringType)
                  .add("validated_by_human", StringType))
          .add(RecordingsTable.QUALITY, StoredQuality.TYPE)
          .add(RecordingsTable.MEASUREMENTS, StoredMeasurements.TYPE)
          .add(RecordingsTable.BATCH_ID, StringType)
          .add(RecordingsTable.READER_VERSION, StringType)
          .add(RecordingsTable.RELABELLED, BooleanType);

  /** Columns of the windows table, in the order of {@link CorpusRows#window}. */
  public static final StructType WINDOWS =
      new StructType()
          .add(WindowsTable.WINDOW_ID, StringType)
          .add(WindowsTable.SOURCE, StringType)
          .add(WindowsTable.RECORD_KEY, StringType)
          .add(WindowsTable.PATIENT_ID, StringType)
          .add(WindowsTable.FOLD, IntegerType)
          .add(WindowsTable.START_SECONDS, DoubleType)
          .add(WindowsTable.VALID_SECONDS, DoubleType)
          .add(WindowsTable.SIGNAL, BinaryType)
          .add(WindowsTable.QUALITY, StoredQuality.TYPE)
          .add(WindowsTable.CONTENT_HASH, StringType)
          .add(WindowsTable.BATCH_ID, StringType)
          .add(WindowsTable.RECIPE_HASH, StringType);

  private CorpusSchemas() {}
}
