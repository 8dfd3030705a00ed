package org.ecgnat.jobs.corpus;

import static org.apache.spark.sql.functions.lit;

import io.delta.tables.DeltaTable;
import io.delta.tables.DeltaTableBuilder;
import java.util.ConcurrentModificationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.types.StructType;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.spark.Lease;
import org.ecgnat.preprocessing.corpus.RecordingsTable;
import org.ecgnat.preprocessing.corpus.WindowsTable;
import scala.Tuple2;

/**
 * Adds batches to a corpus. A batch's recordings are written first and count for nothing until its
 * windows are committed, in one Delta transaction named after the batch; so a reader sees all of a
 * batch or none of it, and a batch that died half-way is written again under another name.
 */
public final class CorpusWriter {
  private static final Map<String, String> COMMON_PROPERTIES =
      Map.of(
          "delta.enableDeletionVectors",
          "false",
          "delta.columnMapping.mode",
          "none",
          WindowsTable.SCHEMA_VERSION_PROPERTY,
          Integer.toString(WindowsTable.SCHEMA_VERSION));

  /**
   * Delta hands a table's properties to the Parquet writer, for every append and rewrite. Parquet
   * 1.13 has no limit of rows per row group, but looks at a row group's size only every so many
   * rows: with a size that is always exceeded, the first look closes it.
   */
  private static final Map<String, String> WINDOWS_PROPERTIES =
      Map.of(
          "parquet.block.size",
          "4096",
          "parquet.page.size.row.check.min",
          Integer.toString(WindowsTable.ROW_GROUP_WINDOWS),
          "parquet.page.size.row.check.max",
          Integer.toString(WindowsTable.ROW_GROUP_WINDOWS),
          "parquet.writer.max-padding",
          "0",
          "parquet.enable.dictionary#" + WindowsTable.SIGNAL,
          "false",
          "delta.dataSkippingStatsColumns",
          String.join(",", WindowsTable.RECORD_KEY, WindowsTable.FOLD, WindowsTable.BATCH_ID));

  private final SparkSession spark;
  private final String directory;
  private final Lease lease;
  private final long fileBytes;
  private final String recipeHash;

  private CorpusWriter(
      SparkSession spark, String directory, Lease lease, long fileBytes, String recipeHash) {
    this.spark = spark;
    this.directory = directory;
    this.lease = lease;
    this.fileBytes = fileBytes;
    this.recipeHash = recipeHash;
  }

  /**
   * Opens a corpus for writing, creating it where there is none.
   *
   * @param given the corpus's directory
   * @param lease held for it
   * @param fileBytes upper limit of the signals in a file
   * @param identity what all that is added has in common with what is there
   * @throws UserException where the corpus was made with another recipe or site key, or cannot be
   *     written
   */
  public static CorpusWriter open(
      SparkSession spark, String given, Lease lease, long fileBytes, CorpusIdentity identity) {
    String directory = absolute(spark, given);
    requireSame(spark, directory, identity);
    lease.check();
    SchemaUpgrade.upgrade(spark, directory);
    Map<String, String> windows = new LinkedHashMap<>(COMMON_PROPERTIES);
    windows.putAll(WINDOWS_PROPERTIES);
    windows.put(WindowsTable.RECIPE_HASH_PROPERTY, identity.recipeHash());
    windows.put(WindowsTable.RECIPE_PROPERTY, identity.recipe());
    create(spark, Corpus.recordingsPath(directory), CorpusSchemas.RECORDINGS, COMMON_PROPERTIES);
    // the windows table comes last: it is what makes a directory a corpus
    create(spark, Corpus.windowsPath(directory), CorpusSchemas.WINDOWS, windows);
    if (!identity.siteKeyId().isEmpty() && Corpus.open(spark, directory).siteKeyId().isEmpty()) {
      spark.sql(
          "ALTER TABLE delta.`"
              + Corpus.windowsPath(directory)
              + "` SET TBLPROPERTIES ('"
              + WindowsTable.SITE_KEY_ID_PROPERTY
              + "' = '"
              + identity.siteKeyId()
              + "')");
    }
    return new CorpusWriter(spark, directory, lease, fileBytes, identity.recipeHash());
  }

  /**
   * Checks that a corpus, if there is one, was made with the same recipe and site key.
   *
   * @throws UserException where it was made with another
   */
  public static void requireSame(SparkSession spark, String directory, CorpusIdentity identity) {
    if (!Corpus.exists(spark, directory)) {
      return;
    }
    Corpus corpus = Corpus.open(spark, directory);
    if (!corpus.recipeHash().equals(identity.recipeHash())) {
      throw new UserException(
          "Cannot add to corpus "
              + directory
              + ": it was made with another recipe (hash "
              + shortened(corpus.recipeHash())
              + ", given "
              + shortened(identity.recipeHash())
              + "); give that recipe (ecgnat corpus shows it) or another --corpus");
    }
    if (!identity.siteKeyId().isEmpty()
        && !corpus.siteKeyId().isEmpty()
        && !corpus.siteKeyId().equals(identity.siteKeyId())) {
      throw new UserException(
          "Cannot add to corpus "
              + directory
              + ": its pseudonyms were made with another site key, so patients would not be"
              + " recognised; give that key with --site-key or ECGNAT_SITE_KEY");
    }
  }

  /**
   * Opens a corpus that is there, whatever it was made with.
   *
   * @param lease held for it
   */
  public static CorpusWriter open(SparkSession spark, Corpus corpus, Lease lease) {
    String directory = absolute(spark, corpus.directory());
    lease.check();
    SchemaUpgrade.upgrade(spark, directory);
    return new CorpusWriter(spark, directory, lease, Long.MAX_VALUE, corpus.recipeHash());
  }

  /** Delta takes a relative location for the name of a table. */
  private static String absolute(SparkSession spark, String directory) {
    Path path = new Path(directory);
    return StorageFaults.guard(
        "write to",
        directory,
        () ->
            path.getFileSystem(spark.sessionState().newHadoopConf())
                .makeQualified(path)
                .toString());
  }

  private static String shortened(String hash) {
    return hash.substring(0, Math.min(12, hash.length()));
  }

  private static void create(
      SparkSession spark, String path, StructType schema, Map<String, String> properties) {
    DeltaTableBuilder table =
        DeltaTable.createIfNotExists(spark)
            .location(path)
            .addColumns(schema)
            .partitionedBy(WindowsTable.SOURCE);
    for (Map.Entry<String, String> property : properties.entrySet()) {
      table = table.property(property.getKey(), property.getValue());
    }
    StorageFaults.guard("create", path, table::execute);
  }

  /** A name for the next batch. */
  public String nextBatchId() {
    Snapshot recordings =
        DeltaSnapshots.latest(spark, Corpus.recordingsPath(directory)).orElseThrow();
    long begun =
        DeltaSnapshots.transactions(recordings).stream()
            .filter(transaction -> BatchId.isOne(transaction.appId()))
            .count();
    return BatchId.next(begun + 1);
  }

  /**
   * First half of a batch: its recordings.
   *
   * @param entries accepted and set aside
   */
  public void writeRecordings(String batchId, List<RecordingEntry> entries) {
    writeRecordings(batchId, frame(batchId, entries));
  }

  /**
   * First half of a batch: its recordings, new ones and some as another batch wrote them, changed.
   *
   * @param entries accepted and set aside
   * @param changed with the columns of the table; their batch is set here
   */
  public void writeRecordings(String batchId, List<RecordingEntry> entries, Dataset<Row> changed) {
    writeRecordings(batchId, frame(batchId, entries).union(changed));
  }

  private Dataset<Row> frame(String batchId, List<RecordingEntry> entries) {
    List<Row> rows = entries.stream().map(entry -> CorpusRows.recording(entry, batchId)).toList();
    return TaskRows.of(spark, rows, CorpusSchemas.RECORDINGS);
  }

  /**
   * First half of a batch: rows of the recordings table as another batch wrote them, changed.
   *
   * @param rows with the columns of the table; their batch is set here
   */
  public void writeRecordings(String batchId, Dataset<Row> rows) {
    append(
        rows.withColumn(RecordingsTable.BATCH_ID, lit(batchId)).repartition(1),
        Corpus.recordingsPath(directory),
        batchId);
  }

  /**
   * Second half of a batch, which commits it: its windows, or an empty version where it has none.
   *
   * @param staged the recordings that have windows
   * @param signalBytes bytes of all signals by source, to choose the number of files
   */
  public void writeWindows(
      String batchId, JavaRDD<StagedRecording> staged, Map<String, Long> signalBytes) {
    append(windows(batchId, staged, signalBytes), Corpus.windowsPath(directory), batchId);
  }

  /**
   * Second half of a batch, which commits it: its windows, in the place of those of some
   * recordings.
   *
   * @param staged the recordings that have windows
   * @param signalBytes bytes of all signals by source, to choose the number of files
   * @param replaced whose windows go
   */
  public void writeWindows(
      String batchId,
      JavaRDD<StagedRecording> staged,
      Map<String, Long> signalBytes,
      ReplacedRecordings replaced) {
    String path = Corpus.windowsPath(directory);
    Dataset<Row> rows = windows(batchId, staged, signalBytes);
    WindowReplacement replacement = new WindowReplacement(spark, fileBytes);
    write(path, () -> replacement.commit(path, replaced, rows, batchId, lease));
  }

  private Dataset<Row> windows(
      String batchId, JavaRDD<StagedRecording> staged, Map<String, Long> signalBytes) {
    FileBuckets buckets = FileBuckets.of(signalBytes, fileBytes);
    String hash = recipeHash;
    JavaPairRDD<Integer, Row> rows =
        staged.flatMapToPair(
            recording ->
                recording.windows().stream()
                    .map(
                        window ->
                            new Tuple2<>(
                                buckets.of(recording.entry().source(), window.contentHash()),
                                CorpusRows.window(recording.entry(), window, batchId, hash)))
                    .iterator());
    return ContentOrder.deal(spark, rows, buckets);
  }

  /** Second half of a batch without windows, which commits it. */
  public void writeNoWindows(String batchId) {
    append(
        spark.createDataFrame(List.of(), CorpusSchemas.WINDOWS),
        Corpus.windowsPath(directory),
        batchId);
  }

  private void append(Dataset<Row> rows, String path, String batchId) {
    write(
        path,
        () ->
            DeltaSnapshots.append(
                spark,
                DeltaSnapshots.begin(spark, path),
                rows,
                batchId,
                lease.fencingToken(),
                lease::check));
  }

  /**
   * Writing takes long enough for the lease to be lost meanwhile: it is looked at again right
   * before the commit, and Delta refuses the commit where another writer's came first.
   */
  private void write(String path, Runnable commit) {
    lease.check();
    StorageFaults.guard(
        "write to",
        path,
        () -> {
          try {
            commit.run();
          } catch (ConcurrentModificationException e) {
            throw lease.lost(e);
          }
          return path;
        });
  }
}
