package org.ecgnat.jobs;

import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.spark.SparkSessions;

/** One shared local session for all tests of a JVM: two cores, no UI, loopback only. */
public final class LocalSpark {
  static {
    System.setProperty("spark.master", "local[2]");
    System.setProperty("spark.ui.enabled", "false");
    System.setProperty("spark.driver.bindAddress", "127.0.0.1");
    System.setProperty("spark.driver.host", "127.0.0.1");
    System.setProperty("spark.sql.shuffle.partitions", "1");
    System.setProperty("spark.databricks.delta.snapshotPartitions", "1");
    // tables of a few rows: compiling a plan costs more than interpreting it
    System.setProperty("spark.sql.codegen.wholeStage", "false");
  }

  private LocalSpark() {}

  /** The session; never closed. */
  public static SparkSession session() {
    return SparkSessions.open("test");
  }
}
