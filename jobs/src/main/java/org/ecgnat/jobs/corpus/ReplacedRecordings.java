package org.ecgnat.jobs.corpus;

import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Recordings whose windows leave the corpus in the commit that brings their new ones.
 *
 * @param count how many they are
 * @param keys distinct sources and record keys, with the columns of the windows table
 * @param sources all of their sources
 * @param batches all batches that may have written their windows
 */
public record ReplacedRecordings(
    long count, Dataset<Row> keys, Set<String> sources, List<String> batches) {

  /** Copies the lists. */
  public ReplacedRecordings {
    sources = Set.copyOf(sources);
    batches = List.copyOf(batches);
  }
}
