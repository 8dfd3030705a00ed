package org.ecgnat.jobs.corpus;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.input_file_name;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.functions;
import org.ecgnat.jobs.spark.Lease;
import org.ecgnat.preprocessing.corpus.WindowsTable;
import scala.Option;

/**
 * Adds windows and takes away those of some recordings, in one commit. Only files that hold such a
 * window are rewritten. Recordings are matched by a join: Delta's replaceWhere would keep a
 * predicate of every one of them in its log.
 */
final class WindowReplacement {
  private static final String FILE = "file";

  private final SparkSession spark;
  private final long fileBytes;

  /**
   * A replacement.
   *
   * @param fileBytes upper limit of a file
   */
  WindowReplacement(SparkSession spark, long fileBytes) {
    this.spark = spark;
    this.fileBytes = fileBytes;
  }

  /**
   * Commits.
   *
   * @param path of the windows table
   * @param gone whose windows go
   * @param added a file each partition
   * @param batchId name of the commit
   * @param lease looked at right before the commit
   * @throws java.util.ConcurrentModificationException where another writer committed meanwhile
   */
  void commit(
      String path, ReplacedRecordings gone, Dataset<Row> added, String batchId, Lease lease) {
    OptimisticTransaction transaction = DeltaSnapshots.begin(spark, path);
    Set<String> names = fileNames(path, transaction.readVersion(), gone);
    List<AddFile> touched =
        DeltaSnapshots.files(transaction).stream()
            .filter(file -> names.contains(plainName(file.path())))
            .toList();
    Map<String, Long> bytes = new TreeMap<>();
    touched.forEach(
        file ->
            bytes.merge(file.partitionValues().apply(WindowsTable.SOURCE), file.size(), Long::sum));
    Dataset<Row> kept =
        DeltaSnapshots.rows(transaction, touched)
            .join(
                broadcast(gone.keys()),
                new String[] {WindowsTable.SOURCE, WindowsTable.RECORD_KEY},
                "left_anti")
            .select(columns());
    DeltaSnapshots.replace(
        spark,
        transaction,
        touched,
        // those of the batch last: the history counts what is written last
        List.of(ContentOrder.of(spark, kept, bytes, fileBytes), added),
        batchId,
        lease.fencingToken(),
        Option.apply(gone.count() + " recordings replaced"),
        lease::check);
  }

  /** A join puts its columns first. */
  private static Column[] columns() {
    return Arrays.stream(CorpusSchemas.WINDOWS.fieldNames())
        .map(functions::col)
        .toArray(Column[]::new);
  }

  private Set<String> fileNames(String path, long version, ReplacedRecordings gone) {
    return spark
        .read()
        .format("delta")
        .option("versionAsOf", version)
        .load(path)
        .filter(col(WindowsTable.SOURCE).isInCollection(gone.sources()))
        // files of other batches are left out by their statistics
        .filter(col(WindowsTable.BATCH_ID).isInCollection(gone.batches()))
        .select(col(WindowsTable.SOURCE), col(WindowsTable.RECORD_KEY), input_file_name().as(FILE))
        .join(
            broadcast(gone.keys()),
            new String[] {WindowsTable.SOURCE, WindowsTable.RECORD_KEY},
            "left_semi")
        .select(FILE)
        .distinct()
        .collectAsList()
        .stream()
        .map(row -> plainName(row.getString(0)))
        .collect(Collectors.toSet());
  }

  /** Part files have names of their own, which need no escapes. */
  private static String plainName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
