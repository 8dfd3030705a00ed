package org.ecgnat.jobs.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.LocalSpark;
import org.ecgnat.jobs.cli.ExitCode;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.spark.Lease;
import org.ecgnat.preprocessing.corpus.CorpusWindow;
import org.ecgnat.preprocessing.corpus.RecordingsTable;
import org.ecgnat.preprocessing.corpus.RowGroup;
import org.ecgnat.preprocessing.corpus.RowGroupReader;
import org.ecgnat.preprocessing.corpus.WindowsTable;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusWriterTest {
  private static final long FILE_BYTES = 128L << 20;

  private static final CorpusIdentity IDENTITY =
      new CorpusIdentity("recipe-hash", "name: test\n", "");

  /** Tasks run in this JVM and find it here. */
  private static final AtomicReference<Callable<?>> happening = new AtomicReference<>();

  @TempDir Path folder;
  private final SparkSession spark = LocalSpark.session();
  private final Configuration hadoop = new Configuration();
  private String directory;
  private Lease lease;
  private CorpusWriter writer;

  @BeforeEach
  void open() {
    directory = folder.resolve("corpus").toString();
    lease = Lease.acquire(hadoop, directory, "test");
    writer = CorpusWriter.open(spark, directory, lease, FILE_BYTES, IDENTITY);
  }

  @AfterEach
  void close() {
    lease.close();
  }

  @Test
  void writesRowGroupsThatTrainingReadsAsTheyWere() throws IOException {
    List<StagedRecording> staged = new ArrayList<>(StagedRecordings.of("a", 600));
    staged.addAll(StagedRecordings.of("b", 10));
    write(staged);

    Corpus corpus = Corpus.open(spark, directory);
    List<RowGroup> rowGroups = corpus.rowGroups();
    assertThat(rowGroups.stream().filter(group -> group.source().equals("a")))
        .extracting(RowGroup::rows)
        .containsExactly(256, 256, 88);
    assertThat(rowGroups.stream().filter(group -> group.source().equals("b")))
        .extracting(RowGroup::rows)
        .containsExactly(10);
    assertThat(rowGroups)
        .isSortedAccordingTo(Comparator.comparing(RowGroup::path).thenComparing(RowGroup::index));

    List<String> hashesInFileOrder = new ArrayList<>();
    for (RowGroup group : rowGroups) {
      for (CorpusWindow window : RowGroupReader.read(hadoop, group)) {
        StagedRecording original =
            staged.stream()
                .filter(s -> s.entry().recordKey().equals(window.recordKey()))
                .findFirst()
                .orElseThrow();
        assertThat(window.signal()).isEqualTo(original.windows().get(0).signal());
        assertThat(window.source()).isEqualTo(original.entry().source());
        assertThat(window.patientId()).isEqualTo(original.entry().patientId());
        assertThat(window.fold()).isEqualTo(original.entry().fold());
        if (group.source().equals("a")) {
          hashesInFileOrder.add(original.windows().get(0).contentHash());
        }
      }
    }
    assertThat(hashesInFileOrder).hasSize(600).isSorted();
    assertThat(corpus.recipe()).isEqualTo("name: test\n");
    assertThat(corpus.recipeHash()).isEqualTo("recipe-hash");
  }

  @Test
  void storesSignalsWithoutDictionaryOrStatistics() throws IOException {
    write(StagedRecordings.of("a", 300));
    RowGroup group = Corpus.open(spark, directory).rowGroups().get(0);
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(group.path()), hadoop))) {
      for (BlockMetaData block : reader.getRowGroups()) {
        ColumnChunkMetaData signal =
            block.getColumns().stream()
                .filter(column -> column.getPath().toDotString().equals(WindowsTable.SIGNAL))
                .findFirst()
                .orElseThrow();
        assertThat(signal.getCodec()).isEqualTo(CompressionCodecName.ZSTD);
        assertThat(signal.hasDictionaryPage()).isFalse();
        assertThat(signal.getStatistics().hasNonNullValue()).isFalse();
      }
    }
  }

  @Test
  void doesNotCountABatchBeforeItsWindowsAreCommitted() {
    write(StagedRecordings.of("a", 3));
    Corpus before = Corpus.open(spark, directory);

    String batch = writer.nextBatchId();
    List<StagedRecording> more = StagedRecordings.of("b", 4);
    writer.writeRecordings(batch, StagedRecordings.entries(more));

    Corpus between = Corpus.open(spark, directory);
    assertThat(between.recordings().count()).isEqualTo(3);
    assertThat(between.version()).isEqualTo(before.version());

    // the run died here; the next one does the work again under another name
    write(more);
    Corpus after = Corpus.open(spark, directory);
    assertThat(after.recordings().count()).isEqualTo(7);
    assertThat(after.windows().count()).isEqualTo(7);
    Corpus pinned = Corpus.open(spark, directory, before.version());
    assertThat(pinned.recordings().count()).isEqualTo(3);
    assertThat(pinned.windows().count()).isEqualTo(3);
    assertThat(pinned.rowGroups()).isEqualTo(before.rowGroups());
    assertThat(pinned.tableId()).isEqualTo(after.tableId());
  }

  @Test
  void doesNotCommitABatchOnceItsLeaseIsLost() {
    List<StagedRecording> staged = StagedRecordings.of("a", 3);
    String batch = writer.nextBatchId();
    writer.writeRecordings(batch, StagedRecordings.entries(staged));
    Path taken = Path.of(directory, "_lease", "000000002.json");

    // another process takes the lease over while this one writes its windows
    assertRefused(batch, whileWriting(staged, () -> Files.createFile(taken)));
    assertThat(taken).exists();
    assertThat(Corpus.open(spark, directory).batches()).isEmpty();
    assertThat(Corpus.open(spark, directory).windows().count()).isZero();
  }

  @Test
  void doesNotCommitABatchAfterAnotherWritersCommit() {
    List<StagedRecording> staged = StagedRecordings.of("a", 3);
    String batch = writer.nextBatchId();
    writer.writeRecordings(batch, StagedRecordings.entries(staged));

    // as if the takeover had come right after the last look at the lease
    try (Lease other = Lease.acquire(hadoop, folder.resolve("other").toString(), "test")) {
      CorpusWriter next = CorpusWriter.open(spark, directory, other, FILE_BYTES, IDENTITY);
      Callable<String> takeOver =
          () -> {
            String theirs = next.nextBatchId();
            next.writeRecordings(theirs, StagedRecordings.entries(staged));
            next.writeNoWindows(theirs);
            return theirs;
          };
      assertRefused(batch, whileWriting(staged, takeOver));
    }
    Corpus corpus = Corpus.open(spark, directory);
    assertThat(corpus.batches()).hasSize(1).doesNotContain(batch);
    assertThat(corpus.windows().count()).isZero();
  }

  @Test
  void doesNotCommitABatchOnceAnotherWriterHasTakenOver() {
    List<StagedRecording> staged = StagedRecordings.of("a", 3);
    String batch = writer.nextBatchId();
    writer.writeRecordings(batch, StagedRecordings.entries(staged));

    try (Lease other = Lease.acquire(hadoop, folder.resolve("other").toString(), "test")) {
      Callable<String> takeOver =
          () -> {
            CorpusLease.shutOut(spark, directory, other);
            return "the other has not committed anything yet";
          };
      assertRefused(batch, whileWriting(staged, takeOver));
      Corpus corpus = Corpus.open(spark, directory);
      assertThat(corpus.batches()).isEmpty();
      assertThat(corpus.windows().count()).isZero();
      assertThat(CorpusVersion.history(spark, corpus).get(0).note())
          .isEqualTo("taken over from a process that had gone silent");
      CorpusWriter next = CorpusWriter.open(spark, directory, other, FILE_BYTES, IDENTITY);
      next.writeNoWindows(next.nextBatchId());
      assertThat(Corpus.open(spark, directory).batches()).hasSize(1);
    }
  }

  private void assertRefused(String batch, JavaRDD<StagedRecording> staged) {
    assertThatThrownBy(() -> writer.writeWindows(batch, staged, Map.of("a", 1L)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("another may write there now; run the command again");
  }

  /** Recordings that let something happen, once, when they are read. */
  private JavaRDD<StagedRecording> whileWriting(
      List<StagedRecording> staged, Callable<?> meanwhile) {
    happening.set(meanwhile);
    return StagedRecordings.rdd(spark, staged)
        .map(
            recording -> {
              Callable<?> once = happening.getAndSet(null);
              if (once != null) {
                // in a thread of its own, for a task has no Spark session
                FutureTask<?> call = new FutureTask<>(once);
                new Thread(call).start();
                call.get();
              }
              return recording;
            });
  }

  @Test
  void commitsABatchOfRejectsAsAnEmptyVersion() {
    long version = Corpus.open(spark, directory).version();
    StagedRecording reject = StagedRecordings.of("a", 1).get(0);
    String batch = writer.nextBatchId();
    writer.writeRecordings(
        batch, List.of(reject.entry().setAside(Reason.TRUNCATED, "Signal 0 holds 3 of 5")));
    writer.writeWindows(batch, StagedRecordings.rdd(spark, List.of()), Map.of());

    Corpus corpus = Corpus.open(spark, directory);
    assertThat(corpus.version()).isEqualTo(version + 1);
    assertThat(corpus.recordings().select("outcome", "reason").first().toString())
        .isEqualTo("[set-aside,truncated]");
    assertThatThrownBy(corpus::rowGroups)
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has no windows");
  }

  @Test
  void saysWhatIsThereWhereSomethingElseWasAsked() {
    assertThatThrownBy(() -> Corpus.open(spark, folder.resolve("none").toString()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("there is none");
    assertThatThrownBy(() -> Corpus.open(spark, directory, 17))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("its versions are 0 to 0");
    assertThatThrownBy(
            () ->
                CorpusWriter.requireSame(
                    spark, directory, new CorpusIdentity("other", "name: other\n", "")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("another recipe");
  }

  @Test
  void faultsOfTheStorageAreNoBugs() throws IOException {
    assertThatThrownBy(() -> Corpus.exists(spark, "nosuch://host/corpus"))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USER_DATA))
        .hasMessageContaining("Cannot read nosuch://host/corpus");

    Files.createFile(Path.of(directory, "recordings", "source=a"));
    assertThatThrownBy(
            () ->
                writer.writeRecordings(
                    "batch", StagedRecordings.entries(StagedRecordings.of("a", 1))))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.ENVIRONMENT))
        .hasMessageContaining("Cannot write to file:" + directory);
  }

  @Test
  void countsOfAFileWhatItGaveLast() {
    List<StagedRecording> two = StagedRecordings.inFile("a", 2, "file:/m");
    write(two);
    // one of its recordings is another now, the other cannot be read
    StagedRecording again = two.get(0);
    RecordingEntry broken = two.get(1).entry().setAside(Reason.TRUNCATED, "Cut off");
    String batch = writer.nextBatchId();
    writer.writeRecordings(batch, List.of(again.entry(), broken));
    HeldRecordings held = new HeldRecordings(spark, Corpus.open(spark, directory));
    writer.writeWindows(
        batch,
        StagedRecordings.rdd(spark, List.of(again)),
        Map.of("a", 1L),
        held.replaced(List.of(again.entry())));

    Corpus corpus = Corpus.open(spark, directory);
    assertThat(
            corpus.recordings().select("record_key", "outcome", "batch_id").collectAsList().stream()
                .map(row -> row.getString(0) + " " + row.getString(1) + " " + row.getString(2)))
        .containsExactlyInAnyOrder(
            "a0 accepted " + batch,
            "a1 accepted " + corpus.batches().get(0),
            "a1 set-aside " + batch);
    assertThat(
            corpus.windows().select("record_key", "batch_id").collectAsList().stream()
                .map(row -> row.getString(0) + " " + row.getString(1)))
        .containsExactlyInAnyOrder("a0 " + batch, "a1 " + corpus.batches().get(0));
  }

  /** Row groups of a rewritten file are as a written one's. */
  @Test
  void rewritesOnlyFilesThatHoldWhatIsReplaced() throws IOException {
    write(StagedRecordings.of("a", 600));
    write(StagedRecordings.of("a", 600, 605));
    write(StagedRecordings.of("b", 3));
    List<String> before = paths(Corpus.open(spark, directory));
    List<StagedRecording> again = StagedRecordings.of("a", 602, 603);
    String batch = writer.nextBatchId();
    writer.writeRecordings(batch, StagedRecordings.entries(again));
    writer.writeWindows(
        batch,
        StagedRecordings.rdd(spark, again),
        Map.of("a", 1L),
        new HeldRecordings(spark, Corpus.open(spark, directory))
            .replaced(StagedRecordings.entries(again)));

    Corpus corpus = Corpus.open(spark, directory);
    assertThat(paths(corpus)).hasSize(4).filteredOn(before::contains).hasSize(2);
    assertThat(corpus.windows().count()).isEqualTo(608);
    assertThat(corpus.rowGroups().stream().filter(group -> group.source().equals("a")))
        .extracting(RowGroup::rows)
        .containsExactlyInAnyOrder(256, 256, 88, 4, 1);
  }

  private static List<String> paths(Corpus corpus) {
    return corpus.rowGroups().stream().map(RowGroup::path).distinct().toList();
  }

  private void write(List<StagedRecording> staged) {
    StagedRecordings.write(spark, writer, staged);
  }

  @Test
  void aCorpusOfTheSchemaBeforeIsReadAndAddedTo() {
    write(StagedRecordings.of("a", 2));
    asTheSchemaBefore();
    Corpus old = Corpus.open(spark, directory);
    assertThat(old.recordings().select(RecordingsTable.QUALITY).collectAsList())
        .hasSize(2)
        .allSatisfy(row -> assertThat(StoredQuality.of(row)).isEmpty());

    writer = CorpusWriter.open(spark, directory, lease, FILE_BYTES, IDENTITY);
    write(StagedRecordings.of("b", 1));

    Corpus corpus = Corpus.open(spark, directory);
    assertThat(corpus.tableId()).isEqualTo(old.tableId());
    assertThat(corpus.windows().count()).isEqualTo(3);
    assertThat(
            corpus
                .recordings()
                .filter("record_key = 'b0'")
                .select(RecordingsTable.QUALITY)
                .collectAsList())
        .satisfiesExactly(
            row -> assertThat(StoredQuality.of(row)).containsExactly(StagedRecordings.FINDING));
  }

  /** Takes away what was added since: the columns, and the version that says so. */
  private void asTheSchemaBefore() {
    String recordings = Corpus.recordingsPath(directory);
    spark
        .read()
        .format("delta")
        .load(recordings)
        .drop(RecordingsTable.QUALITY)
        .write()
        .format("delta")
        .mode("overwrite")
        .option("overwriteSchema", "true")
        .save(recordings);
    for (String path : List.of(recordings, Corpus.windowsPath(directory))) {
      spark.sql(
          "ALTER TABLE delta.`"
              + path
              + "` SET TBLPROPERTIES ('"
              + WindowsTable.SCHEMA_VERSION_PROPERTY
              + "' = '"
              + (WindowsTable.SCHEMA_VERSION - 1)
              + "')");
    }
  }
}
