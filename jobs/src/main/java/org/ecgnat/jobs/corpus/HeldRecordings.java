package org.ecgnat.jobs.corpus;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.ecgnat.preprocessing.corpus.RecordingsTable;

/** What a corpus holds of recordings that were read again. */
public final class HeldRecordings {
  private static final List<String> KEY =
      List.of(RecordingsTable.SOURCE, RecordingsTable.RECORD_KEY);

  private static final StructType KEYS =
      new StructType()
          .add(RecordingsTable.SOURCE, DataTypes.StringType)
          .add(RecordingsTable.RECORD_KEY, DataTypes.StringType);

  private static final String NEW = "new_";

  private static final StructType PLACES =
      KEYS.add(NEW + RecordingsTable.MAIN_FILE, DataTypes.StringType)
          .add(
              NEW + RecordingsTable.FILES,
              CorpusSchemas.RECORDINGS.apply(RecordingsTable.FILES).dataType());

  private final SparkSession spark;
  private final Corpus corpus;

  /** What a version of a corpus holds. */
  public HeldRecordings(SparkSession spark, Corpus corpus) {
    this.spark = spark;
    this.corpus = corpus;
  }

  /** All that have windows, with the columns of {@link RecordingsTable}. */
  public Dataset<Row> all() {
    return corpus.accepted();
  }

  /** Those that have the keys of some entries. */
  public Dataset<Row> of(List<RecordingEntry> entries) {
    return Attempts.accepted(attempts(entries));
  }

  /** Some recordings of which new windows take the place of those that are held. */
  public ReplacedRecordings replaced(List<RecordingEntry> entries) {
    return new ReplacedRecordings(
        entries.size(),
        keys(entries),
        entries.stream().map(RecordingEntry::source).collect(Collectors.toSet()),
        batches(entries));
  }

  /** The batches that may have written windows of some recordings. */
  private List<String> batches(List<RecordingEntry> entries) {
    return attempts(entries)
        .filter(col(RecordingsTable.OUTCOME).equalTo(RecordingsTable.ACCEPTED))
        .select(RecordingsTable.BATCH_ID)
        .distinct()
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  /** The rows of some recordings as they are, under the main file and files of new entries. */
  public Dataset<Row> refiled(List<RecordingEntry> entries) {
    Dataset<Row> places =
        TaskRows.of(
            spark,
            entries.stream()
                .map(
                    entry ->
                        RowFactory.create(
                            entry.source(),
                            entry.recordKey(),
                            entry.mainFile(),
                            CorpusRows.files(entry)))
                .toList(),
            PLACES);
    Column[] columns =
        Arrays.stream(CorpusSchemas.RECORDINGS.fieldNames())
            .map(
                name ->
                    Arrays.asList(PLACES.fieldNames()).contains(NEW + name)
                        ? col(NEW + name).as(name)
                        : col(name))
            .toArray(Column[]::new);
    return of(entries).join(places, KEY.toArray(String[]::new)).select(columns);
  }

  private Dataset<Row> attempts(List<RecordingEntry> entries) {
    return corpus
        .attempts()
        .join(broadcast(keys(entries)), KEY.toArray(String[]::new), "left_semi");
  }

  private Dataset<Row> keys(List<RecordingEntry> entries) {
    return TaskRows.of(
        spark,
        entries.stream()
            .map(entry -> RowFactory.create(entry.source(), entry.recordKey()))
            .toList(),
        KEYS);
  }
}
