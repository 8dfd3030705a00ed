package org.ecgnat.jobs.corpus;

import static org.apache.spark.sql.functions.lit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.ecgnat.preprocessing.corpus.WindowsTable;

/**
 * Brings corpora of the schema before to this one. It only adds columns to the recordings table;
 * they are null in rows that were there before.
 */
final class SchemaUpgrade {
  private SchemaUpgrade() {}

  /** Recordings as the present schema has them, whatever columns their table has. */
  static Dataset<Row> complete(Dataset<Row> recordings) {
    Dataset<Row> result = recordings;
    for (StructField field : missing(recordings.schema())) {
      result = result.withColumn(field.name(), lit(null).cast(field.dataType()));
    }
    return result;
  }

  /**
   * Adds what the tables of a corpus lack, before something is added to it.
   *
   * @param directory absolute
   */
  static void upgrade(SparkSession spark, String directory) {
    String recordings = Corpus.recordingsPath(directory);
    Optional<Snapshot> table = DeltaSnapshots.latest(spark, recordings);
    if (table.isPresent()) {
      List<StructField> missing = missing(table.get().schema());
      if (!missing.isEmpty()) {
        String columns = missing.stream().map(StructField::toDDL).collect(Collectors.joining(", "));
        alter(spark, recordings, "ADD COLUMNS (" + columns + ")");
      }
      mark(spark, recordings, table.get());
    }
    String windows = Corpus.windowsPath(directory);
    DeltaSnapshots.latest(spark, windows).ifPresent(found -> mark(spark, windows, found));
  }

  private static void mark(SparkSession spark, String path, Snapshot table) {
    String version = Integer.toString(WindowsTable.SCHEMA_VERSION);
    String property = WindowsTable.SCHEMA_VERSION_PROPERTY;
    if (!version.equals(DeltaSnapshots.properties(table).get(property))) {
      alter(spark, path, "SET TBLPROPERTIES ('" + property + "' = '" + version + "')");
    }
  }

  private static List<StructField> missing(StructType schema) {
    List<String> names = Arrays.asList(schema.fieldNames());
    return Arrays.stream(CorpusSchemas.RECORDINGS.fields())
        .filter(field -> !names.contains(field.name()))
        .toList();
  }

  private static void alter(SparkSession spark, String path, String how) {
    StorageFaults.guard("change", path, () -> spark.sql("ALTER TABLE delta.`" + path + "` " + how));
  }
}
