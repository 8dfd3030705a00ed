package org.ecgnat.jobs.corpus;

import io.delta.tables.DeltaTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.AddFile;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.spark.Lease;
import org.ecgnat.preprocessing.corpus.WindowsTable;

/**
 * Rewrites the small files that many batches leave as few large ones. What the corpus holds stays
 * the same; the windows of a new file are in the order of their content again, so that its row
 * groups are random samples. Files of at least half the upper limit are left alone, so a nightly
 * compaction costs what the nights since the last one added.
 */
public final class CorpusCompaction {
  /** Versions of the last so many days stay readable: a training may have pinned one. */
  public static final int KEPT_DAYS = 30;

  private final SparkSession spark;
  private final Lease lease;
  private final long fileBytes;

  /**
   * What was done.
   *
   * @param filesBefore files of windows that the newest version had
   * @param filesAfter files that it has now
   */
  public record Result(long filesBefore, long filesAfter) {}

  /**
   * A compaction.
   *
   * @param lease held for the corpus
   * @param fileBytes upper limit of a file
   */
  public CorpusCompaction(SparkSession spark, Lease lease, long fileBytes) {
    this.spark = spark;
    this.lease = lease;
    this.fileBytes = fileBytes;
  }

  /**
   * Compacts both tables and deletes files that no version of the last {@value #KEPT_DAYS} days
   * needs.
   *
   * @throws UserException where the corpus cannot be written
   */
  public Result run(Corpus corpus) {
    String windows = Corpus.windowsPath(corpus.directory());
    String recordings = Corpus.recordingsPath(corpus.directory());
    return StorageFaults.guard(
        "compact",
        corpus.directory(),
        () -> {
          Result result = windows(DeltaSnapshots.begin(spark, windows));
          lease.check();
          DeltaTable.forPath(spark, recordings).optimize().executeCompaction();
          for (String table : List.of(windows, recordings)) {
            lease.check();
            Vacuum.run(DeltaTable.forPath(spark, table), KEPT_DAYS * 24.0);
          }
          return result;
        });
  }

  private Result windows(OptimisticTransaction transaction) {
    List<AddFile> all = DeltaSnapshots.files(transaction);
    Map<String, List<AddFile>> small = new TreeMap<>();
    for (AddFile file : all) {
      if (file.size() < fileBytes / 2) {
        String source = file.partitionValues().apply(WindowsTable.SOURCE);
        small.computeIfAbsent(source, key -> new ArrayList<>()).add(file);
      }
    }
    Map<String, Long> bytes = new TreeMap<>();
    List<AddFile> chosen = new ArrayList<>();
    small.forEach(
        (source, files) -> {
          long total = files.stream().mapToLong(AddFile::size).sum();
          if ((total + fileBytes - 1) / fileBytes < files.size()) {
            bytes.put(source, total);
            chosen.addAll(files);
          }
        });
    if (chosen.isEmpty()) {
      return new Result(all.size(), all.size());
    }
    Dataset<Row> together =
        ContentOrder.of(spark, DeltaSnapshots.rows(transaction, chosen), bytes, fileBytes);
    int written = DeltaSnapshots.rewrite(spark, transaction, chosen, together, lease::check);
    return new Result(all.size(), (long) all.size() - chosen.size() + written);
  }
}
