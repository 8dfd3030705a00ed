package org.ecgnat.jobs.spark;

import org.apache.spark.sql.SparkSession;

/**
 * The Spark session of one command. It ends with the try block, unless it was there before the
 * command, as in a notebook or a test, where it goes on.
 *
 * @param spark the session
 * @param startedHere whether the command began it
 */
public record CommandSession(SparkSession spark, boolean startedHere) implements AutoCloseable {

  /**
   * Opens it.
   *
   * @param command shown as the application's name
   * @param plugins class names of Spark plugins, for a session that it begins
   */
  public static CommandSession open(String command, String... plugins) {
    boolean running =
        SparkSession.getDefaultSession().exists(found -> !found.sparkContext().isStopped());
    return new CommandSession(SparkSessions.open(command, plugins), !running);
  }

  @Override
  public void close() {
    if (startedHere) {
      spark.stop();
    }
  }
}
