package org.ecgnat.jobs.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.DeltaOptions;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.FileAction;
import org.apache.spark.sql.delta.actions.SetTransaction;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** The few calls into Delta's Scala interior, in one place. */
final class DeltaSnapshots {
  /** Every append names it, so that Delta refuses one that began before another's commit. */
  private static final String WRITER = "ecgnat-writer";

  private DeltaSnapshots() {}

  /**
   * The newest snapshot of a table; empty where there is no table.
   *
   * @throws org.ecgnat.jobs.cli.UserException where one cannot look
   */
  static Optional<Snapshot> latest(SparkSession spark, String path) {
    Snapshot snapshot =
        StorageFaults.guard(
            "read",
            path,
            () -> DeltaLog.forTable(spark, path).update(false, Option.empty(), Option.empty()));
    return snapshot.version() < 0 ? Optional.empty() : Optional.of(snapshot);
  }

  /** An earlier snapshot of the same table; empty where its log has been cleaned up. */
  static Optional<Snapshot> at(Snapshot latest, long version) {
    if (version == latest.version()) {
      return Optional.of(latest);
    }
    try {
      return Optional.of(latest.deltaLog().getSnapshotAt(version, Option.empty(), Option.empty()));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Begins a transaction on the newest version of a table, which is there. */
  static OptimisticTransaction begin(SparkSession spark, String path) {
    return begin(latest(spark, path).orElseThrow());
  }

  /** Begins a transaction on the newest version of a table. */
  static OptimisticTransaction begin(Snapshot newest) {
    return newest.deltaLog().startTransaction(Option.empty(), Option.empty());
  }

  /** The files of the version that a transaction began with. */
  static List<AddFile> files(OptimisticTransaction transaction) {
    return JavaConverters.seqAsJavaList(transaction.filterFiles());
  }

  /** The rows of some of a transaction's files. */
  static Dataset<Row> rows(OptimisticTransaction transaction, List<AddFile> files) {
    return transaction
        .deltaLog()
        .createDataFrame(transaction.snapshot(), seq(files), false, Option.empty());
  }

  /**
   * Commits new rows under a name.
   *
   * @param rows with the columns of the table
   * @param appId name of the commit
   * @param token fencing token of the writer
   * @param beforeCommit the last thing that is done before the commit
   * @throws java.util.ConcurrentModificationException where another writer committed meanwhile
   */
  static void append(
      SparkSession spark,
      OptimisticTransaction transaction,
      Dataset<Row> rows,
      String appId,
      long token,
      Runnable beforeCommit) {
    replace(
        spark, transaction, List.of(), List.of(rows), appId, token, Option.empty(), beforeCommit);
  }

  /**
   * Commits other rows in the place of some files.
   *
   * @param replaced files whose rows go, where they are not among the new ones
   * @param parts the new rows, a file each partition
   * @param appId name of the commit
   * @param token fencing token of the writer
   * @param note what the history says of it
   * @param beforeCommit the last thing that is done before the commit
   * @throws java.util.ConcurrentModificationException where another writer committed meanwhile
   */
  static void replace(
      SparkSession spark,
      OptimisticTransaction transaction,
      List<AddFile> replaced,
      List<Dataset<Row>> parts,
      String appId,
      long token,
      Option<String> note,
      Runnable beforeCommit) {
    transaction.txnVersion(WRITER);
    List<Action> actions = new ArrayList<>();
    parts.forEach(rows -> actions.addAll(writeFiles(spark, transaction, rows)));
    long now = System.currentTimeMillis();
    replaced.forEach(file -> actions.add(file.removeWithTimestamp(now, true)));
    actions.add(new SetTransaction(appId, token, Option.apply(now)));
    commit(
        transaction,
        actions,
        replaced.isEmpty() ? SaveMode.Append : SaveMode.Overwrite,
        token,
        note,
        beforeCommit);
  }

  /**
   * Commits no rows, only that another process writes from now on: Delta then refuses the commits
   * of {@link #replace} that began before.
   *
   * @param token fencing token of the writer
   * @param beforeCommit the last thing that is done before the commit
   */
  static void announce(OptimisticTransaction transaction, long token, Runnable beforeCommit) {
    commit(
        transaction,
        new ArrayList<>(),
        SaveMode.Append,
        token,
        Option.apply("taken over from a process that had gone silent"),
        beforeCommit);
  }

  private static void commit(
      OptimisticTransaction transaction,
      List<Action> actions,
      SaveMode mode,
      long token,
      Option<String> note,
      Runnable beforeCommit) {
    actions.add(new SetTransaction(WRITER, token, Option.apply(System.currentTimeMillis())));
    DeltaOperations.Write operation =
        new DeltaOperations.Write(
            mode, Option.apply(transaction.metadata().partitionColumns()), Option.empty(), note);
    beforeCommit.run();
    transaction.commit(seq(actions), operation);
  }

  private static List<FileAction> writeFiles(
      SparkSession spark, OptimisticTransaction transaction, Dataset<Row> rows) {
    scala.collection.immutable.Map<String, String> none =
        scala.collection.immutable.Map$.MODULE$.empty();
    DeltaOptions options =
        new DeltaOptions(none.updated("compression", "zstd"), spark.sessionState().conf());
    return JavaConverters.seqAsJavaList(transaction.writeFiles(rows, Option.apply(options)));
  }

  /**
   * Commits the same rows in other files.
   *
   * @param replaced files whose rows they are
   * @param rows the new files' rows, a file each partition
   * @param beforeCommit the last thing that is done before the commit
   * @return files written
   */
  static int rewrite(
      SparkSession spark,
      OptimisticTransaction transaction,
      List<AddFile> replaced,
      Dataset<Row> rows,
      Runnable beforeCommit) {
    List<FileAction> written = writeFiles(spark, transaction, rows);
    List<Action> actions = new ArrayList<>();
    long now = System.currentTimeMillis();
    replaced.forEach(file -> actions.add(file.removeWithTimestamp(now, false)));
    for (FileAction action : written) {
      actions.add(action instanceof AddFile file ? withoutDataChange(file) : action);
    }
    DeltaOperations.Optimize operation =
        new DeltaOperations.Optimize(seq(List.of()), seq(List.of()), false, Option.empty(), false);
    beforeCommit.run();
    transaction.commit(seq(actions), operation);
    return written.size();
  }

  /** Streams and change feeds then pass the file by: it says nothing new. */
  private static AddFile withoutDataChange(AddFile file) {
    return file.copy(
        file.path(),
        file.partitionValues(),
        file.size(),
        file.modificationTime(),
        false,
        file.stats(),
        file.tags(),
        file.deletionVector(),
        file.baseRowId(),
        file.defaultRowCommitVersion(),
        file.clusteringProvider());
  }

  private static <T> Seq<T> seq(List<T> list) {
    return JavaConverters.asScalaBuffer(list).toSeq();
  }

  static Map<String, String> properties(Snapshot snapshot) {
    return JavaConverters.mapAsJavaMap(snapshot.metadata().configuration());
  }

  static List<SetTransaction> transactions(Snapshot snapshot) {
    return JavaConverters.seqAsJavaList(snapshot.setTransactions());
  }
}
