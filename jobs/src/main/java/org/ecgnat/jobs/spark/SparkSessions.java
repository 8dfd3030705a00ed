package org.ecgnat.jobs.spark;

import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.cli.UserException;

/**
 * Makes the session of a command in three layers: defaults, then what spark-submit and {@code
 * conf/spark} say, then what the product cannot do without.
 */
public final class SparkSessions {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "spark.master", "local[*]",
          "spark.ui.showConsoleProgress", "false",
          // Delta's default of 50 makes every small local read wait for 50 tasks.
          "spark.databricks.delta.snapshotPartitions", "2",
          "spark.sql.shuffle.partitions", "8",
          "spark.sql.sources.parallelPartitionDiscovery.parallelism", "8");

  private static final Map<String, String> MANDATORY =
      Map.of(
          "spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension",
          "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog",
          "spark.sql.session.timeZone", "UTC");

  private static final String PLUGINS = "spark.plugins";

  private SparkSessions() {}

  /**
   * The session of a command; closes with the try block.
   *
   * @param command shown as the application's name
   * @param plugins class names of Spark plugins, loaded beside those of {@code spark.plugins}
   * @throws UserException where Spark does not start
   */
  public static SparkSession open(String command, String... plugins) {
    SparkConf conf = new SparkConf();
    conf.setIfMissing("spark.app.name", "ecgnat " + command);
    DEFAULTS.forEach(conf::setIfMissing);
    MANDATORY.forEach(conf::set);
    if (plugins.length > 0) {
      String others = conf.get(PLUGINS, "");
      conf.set(PLUGINS, String.join(",", plugins) + (others.isEmpty() ? "" : "," + others));
    }
    try {
      return SparkSession.builder().config(conf).getOrCreate();
    } catch (Exception e) { // Spark throws checked ones that it does not declare
      throw UserException.environment(
          "Cannot start Spark on "
              + conf.get("spark.master")
              + ": "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
              + "; check what is given behind the lone --, and the settings of this Spark",
          e);
    }
  }
}
