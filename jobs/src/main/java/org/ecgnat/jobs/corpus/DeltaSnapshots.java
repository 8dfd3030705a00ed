package org.ecgnat.jobs.corpus;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.SetTransaction;
import scala.Option;
import scala.collection.JavaConverters;

/** The few calls into Delta's Scala interior, in one place. */
final class DeltaSnapshots {
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

  static Map<String, String> properties(Snapshot snapshot) {
    return JavaConverters.mapAsJavaMap(snapshot.metadata().configuration());
  }

  static List<SetTransaction> transactions(Snapshot snapshot) {
    return JavaConverters.seqAsJavaList(snapshot.setTransactions());
  }
}
