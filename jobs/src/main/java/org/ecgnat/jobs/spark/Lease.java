package org.ecgnat.jobs.spark;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.ecgnat.jobs.cli.UserException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to write to a directory, held by one process at a time. The holder shows a sign of life
 * every ten seconds; a lease without one for a minute, or of a process of this machine that has
 * died, is taken over. Each holder has a higher fencing token than all before it.
 *
 * <p>Exact on local and HDFS paths, where creating a file fails if it exists. On {@code s3a} two
 * processes that start within the same second may both believe they hold it.
 */
public final class Lease implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Lease.class);
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  private static final Duration STALE_AFTER = Duration.ofSeconds(60);

  private final LeaseFiles files;
  private final String directory;
  private final long token;
  private final LeaseRecord holder;
  private final boolean takenOver;
  private final Duration staleAfter;
  private final ScheduledExecutorService heart;
  private volatile Instant lastHeartbeat = Instant.now();

  private Lease(
      LeaseFiles files,
      String directory,
      long token,
      LeaseRecord holder,
      boolean takenOver,
      Duration staleAfter) {
    this.files = files;
    this.directory = directory;
    this.token = token;
    this.holder = holder;
    this.takenOver = takenOver;
    this.staleAfter = staleAfter;
    this.heart =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "lease " + directory);
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Takes the lease of a directory, which is created where it does not exist.
   *
   * @param hadoop finds the file system
   * @param directory what is to be written to, any Hadoop path
   * @param purpose what for, such as {@code preprocess}: others are told
   * @throws UserException where another process holds it, or the directory cannot be written
   */
  public static Lease acquire(Configuration hadoop, String directory, String purpose) {
    return acquire(hadoop, directory, purpose, HEARTBEAT, STALE_AFTER);
  }

  static Lease acquire(
      Configuration hadoop,
      String directory,
      String purpose,
      Duration heartbeat,
      Duration staleAfter) {
    try {
      LeaseFiles files = new LeaseFiles(hadoop, directory);
      OptionalLong last = files.highestToken();
      boolean takenOver =
          last.isPresent() && !isFree(files, last.getAsLong(), directory, staleAfter);
      long token = last.orElse(0) + 1;
      LeaseRecord holder = LeaseRecord.ofThisProcess(purpose);
      if (!files.create(token, holder)) {
        throw held(directory, files.read(token), "a moment ago");
      }
      files.deleteBelow(token);
      Lease lease = new Lease(files, directory, token, holder, takenOver, staleAfter);
      lease.start(heartbeat);
      return lease;
    } catch (IOException e) {
      throw UserException.environment(
          "Cannot write to "
              + directory
              + ": "
              + e.getMessage()
              + "; choose a directory that this user can create and write",
          e);
    }
  }

  /**
   * Whether a token was given back; if not, it has been silent for long enough to be taken over.
   */
  private static boolean isFree(LeaseFiles files, long token, String directory, Duration staleAfter)
      throws IOException {
    Optional<LeaseRecord> holder = files.read(token);
    Instant last = files.lastHeartbeat(token);
    if (last.equals(LeaseFiles.RELEASED)
        || holder.filter(found -> found.released() || found.isDeadHere()).isPresent()) {
      return true;
    }
    Duration silent = Duration.between(last, Instant.now());
    if (silent.compareTo(staleAfter) < 0) {
      throw held(directory, holder, Math.max(0, silent.toSeconds()) + " s ago");
    }
    log.warn("Taking over the lease of {}: silent for {} s", directory, silent.toSeconds());
    return false;
  }

  private static UserException held(
      String directory, Optional<LeaseRecord> holder, String lastSign) {
    return UserException.environment(
        "Cannot write to "
            + directory
            + ": "
            + holder.map(LeaseRecord::describe).orElse("another process")
            + " is writing to it, last sign of life "
            + lastSign
            + "; wait until it has ended, or end it",
        null);
  }

  private void start(Duration heartbeat) {
    long millis = heartbeat.toMillis();
    var unused = heart.scheduleAtFixedRate(this::beat, millis, millis, TimeUnit.MILLISECONDS);
  }

  private void beat() {
    try {
      if (isHighest()) {
        files.renew(token, holder);
        lastHeartbeat = Instant.now();
      }
    } catch (IOException | RuntimeException e) {
      log.warn("Cannot renew the lease of {}: {}", directory, e.getMessage());
    }
  }

  private boolean isHighest() throws IOException {
    return files.highestToken().orElse(0) == token;
  }

  /**
   * Whether it was taken from a holder that has only gone silent. It may go on at any moment, even
   * in the middle of a commit that it had begun.
   */
  public boolean takenOver() {
    return takenOver;
  }

  /** Higher than that of every holder before. */
  public long fencingToken() {
    return token;
  }

  /**
   * To be called right before every commit.
   *
   * @throws UserException where the lease was lost: silent for too long, or taken over
   */
  public void check() {
    try {
      Duration silent = Duration.between(lastHeartbeat, Instant.now());
      if (silent.compareTo(staleAfter) < 0 && isHighest()) {
        return;
      }
    } catch (IOException e) {
      log.warn("Cannot look at the lease of {}: {}", directory, e.getMessage());
    }
    throw lost(null);
  }

  /**
   * Tells the user that the lease was lost.
   *
   * @param cause how that was noticed, or null
   */
  public UserException lost(Throwable cause) {
    return UserException.environment(
        "Cannot go on writing to "
            + directory
            + ": this process was silent for so long that another may write there now; run the"
            + " command again",
        cause);
  }

  /**
   * Gives the lease back and removes the directory where nothing but the lease came to lie in it.
   */
  public void closeAndRemoveUnused() {
    close();
    try {
      files.removeUnused(token);
    } catch (IOException e) {
      log.warn("Cannot remove the unused directory {}: {}", directory, e.getMessage());
    }
  }

  @Override
  public void close() {
    heart.shutdownNow();
    try {
      if (heart.awaitTermination(5, TimeUnit.SECONDS) && isHighest()) {
        files.release(token, holder.asReleased());
      }
    } catch (IOException e) {
      log.warn("Cannot give back the lease of {}: {}", directory, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
