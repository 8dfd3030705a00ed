package org.ecgnat.jobs.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.preprocessing.corpus.RecordingsTable;
import org.ecgnat.preprocessing.corpus.WindowsTable;

/**
 * Looks at a corpus again and again while others write it, and checks that it is whole each time:
 * every batch there with all its recordings and all their windows, and nothing gone that was there.
 */
final class PollingReader implements AutoCloseable {
  /** It leaves half of a core to those that write. */
  private static final long SHORTEST_PAUSE_MILLIS = 500;

  private final SparkSession spark;
  private final String directory;
  private final Thread thread;
  private final List<Look> looks = new ArrayList<>();
  private volatile boolean stopped;
  private volatile Throwable failure;

  /** What it saw. */
  record Look(long version, long recordings, long windows) {}

  private PollingReader(SparkSession spark, String directory) {
    this.spark = spark;
    this.directory = directory;
    this.thread = new Thread(this::poll, "reader of " + directory);
  }

  /** Starts to look at a corpus that need not be there yet. */
  static PollingReader start(SparkSession spark, String directory) {
    PollingReader reader = new PollingReader(spark, directory);
    reader.thread.start();
    return reader;
  }

  private void poll() {
    try {
      while (!stopped) {
        long began = System.currentTimeMillis();
        look();
        Thread.sleep(Math.max(SHORTEST_PAUSE_MILLIS, System.currentTimeMillis() - began));
      }
    } catch (Throwable e) {
      failure = e;
    }
  }

  private void look() {
    Corpus corpus;
    try {
      corpus = Corpus.open(spark, directory);
    } catch (UserException e) {
      assertThat(looks).as("looks before %s", e.getMessage()).isEmpty();
      assertThat(e).hasMessageContaining("there is none");
      return;
    }
    Map<String, Long> promised = new TreeMap<>();
    Set<String> recordings = new HashSet<>();
    for (Row row :
        corpus
            .attempts()
            .select(RecordingsTable.BATCH_ID, RecordingsTable.WINDOWS, RecordingsTable.MAIN_FILE)
            .collectAsList()) {
      promised.merge(row.getString(0), (long) row.getInt(1), Long::sum);
      assertThat(recordings.add(row.getString(2))).as("one row of %s", row).isTrue();
    }
    assertThat(promised.keySet()).containsExactlyElementsOf(corpus.batches());
    Map<String, Long> found = new TreeMap<>();
    corpus.batches().forEach(batch -> found.put(batch, 0L));
    Set<String> windows = new HashSet<>();
    for (Row row :
        corpus.windows().select(WindowsTable.BATCH_ID, WindowsTable.WINDOW_ID).collectAsList()) {
      found.merge(row.getString(0), 1L, Long::sum);
      assertThat(windows.add(row.getString(1))).as("one window %s", row).isTrue();
    }
    assertThat(found).as("windows at version %d", corpus.version()).isEqualTo(promised);
    Look look = new Look(corpus.version(), recordings.size(), windows.size());
    if (!looks.isEmpty()) {
      Look before = looks.get(looks.size() - 1);
      assertThat(look.version()).isGreaterThanOrEqualTo(before.version());
      assertThat(look.recordings()).isGreaterThanOrEqualTo(before.recordings());
      assertThat(look.windows()).isGreaterThanOrEqualTo(before.windows());
    }
    looks.add(look);
  }

  /** Stops looking, and fails where one look was not as it should be. */
  List<Look> stop() {
    close();
    if (failure != null) {
      throw new AssertionError("A reader saw what it must not see", failure);
    }
    return List.copyOf(looks);
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
