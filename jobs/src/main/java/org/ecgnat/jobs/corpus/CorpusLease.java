package org.ecgnat.jobs.corpus;

import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.spark.Lease;

/** The right to write to a corpus. */
public final class CorpusLease {
  private CorpusLease() {}

  /**
   * Takes the lease of a corpus. What is read of the corpus afterwards stays true until the holder
   * itself commits, or Delta refuses the holder's commit.
   *
   * @param directory of the corpus, which may not exist yet
   * @param purpose what for, such as {@code preprocess}: others are told
   * @throws org.ecgnat.jobs.cli.UserException where another process holds it, or the directory
   *     cannot be written
   */
  public static Lease acquire(SparkSession spark, String directory, String purpose) {
    Lease lease = Lease.acquire(spark.sessionState().newHadoopConf(), directory, purpose);
    try {
      if (lease.takenOver()) {
        shutOut(spark, directory, lease);
      }
      return lease;
    } catch (RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  /**
   * Makes Delta refuse a batch of a holder before this one. A holder that went silent may have
   * looked at the lease already and be about to commit.
   */
  static void shutOut(SparkSession spark, String directory, Lease lease) {
    String path = Corpus.windowsPath(directory);
    DeltaSnapshots.latest(spark, path)
        .ifPresent(
            windows ->
                StorageFaults.guard(
                    "write to",
                    path,
                    () -> {
                      DeltaSnapshots.announce(
                          DeltaSnapshots.begin(windows), lease.fencingToken(), lease::check);
                      return path;
                    }));
  }
}
