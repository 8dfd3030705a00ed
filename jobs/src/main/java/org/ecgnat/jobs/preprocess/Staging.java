package org.ecgnat.jobs.preprocess;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;
import org.ecgnat.jobs.cli.Progress;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.corpus.StagedRecording;

/**
 * The recordings of a batch, read and conditioned on the executors and kept on their disks: both
 * tables are written from the same reading.
 */
final class Staging implements AutoCloseable {
  private static final int POLL_MILLIS = 500;

  private final JavaRDD<GroupResult> results;
  private final LongAccumulator filesDone;
  private final List<GroupResult.Item> items = new ArrayList<>();
  private final List<String> otherExtensions = new ArrayList<>();

  private Staging(JavaRDD<GroupResult> results, LongAccumulator filesDone) {
    this.results = results;
    this.filesDone = filesDone;
  }

  /**
   * Reads a batch.
   *
   * @param archives those of the batch
   * @param tasks the groups of each Spark task
   * @param alreadyDone files of earlier batches, for the progress
   */
  static Staging run(
      JavaSparkContext spark,
      Broadcast<GroupProcessor> processor,
      Broadcast<BatchArchives> archives,
      List<List<FileGroup>> tasks,
      Progress progress,
      long alreadyDone) {
    LongAccumulator filesDone = spark.sc().longAccumulator("files");
    JavaRDD<GroupResult> results =
        spark
            .parallelize(tasks, tasks.size())
            .flatMap(task -> TaskReader.read(processor.value(), archives.value(), task))
            .map(
                result -> {
                  filesDone.add(result.files());
                  return result;
                })
            .persist(StorageLevel.DISK_ONLY());
    Staging staging = new Staging(results, filesDone);
    try {
      staging.collect(progress, alreadyDone);
      return staging;
    } catch (RuntimeException e) {
      staging.close();
      throw e;
    }
  }

  private void collect(Progress progress, long alreadyDone) {
    JavaFutureAction<List<GroupResult.Summary>> summaries =
        results.map(GroupResult::summary).collectAsync();
    while (true) {
      try {
        for (GroupResult.Summary summary : summaries.get(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
          items.addAll(summary.recordings());
          otherExtensions.addAll(summary.otherExtensions());
        }
        items.sort(Comparator.comparing(GroupResult.Item::id));
        return;
      } catch (TimeoutException e) {
        progress.done(alreadyDone + filesDone.value());
      } catch (InterruptedException e) {
        summaries.cancel(true);
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while recordings were read", e);
      } catch (ExecutionException e) {
        throw UserException.environment(
            "Cannot read the recordings: a Spark task failed on every attempt; the log above says"
                + " why, often too little executor memory",
            e);
      }
    }
  }

  /** The recordings in a fixed order, without their windows. */
  List<GroupResult.Item> items() {
    return List.copyOf(items);
  }

  /** Extensions of files that belong to no recording. */
  List<String> otherExtensions() {
    return List.copyOf(otherExtensions);
  }

  /** The recordings whose windows are to be written. */
  JavaRDD<StagedRecording> accepted(Set<String> ids) {
    Set<String> wanted = Set.copyOf(ids);
    Broadcast<Set<String>> broadcast =
        JavaSparkContext.fromSparkContext(results.context()).broadcast(wanted);
    return results
        .flatMap(result -> result.recordings().iterator())
        .filter(recording -> broadcast.value().contains(recording.id()));
  }

  @Override
  public void close() {
    // waits: a session that ends meanwhile takes the blocks away under the one who removes them
    results.unpersist(true);
  }
}
