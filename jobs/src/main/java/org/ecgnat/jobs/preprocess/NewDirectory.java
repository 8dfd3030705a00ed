package org.ecgnat.jobs.preprocess;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes a directory that a failed run began and put nothing into. Only its owner may: who lost
 * the race for its lease leaves it to the winner.
 */
final class NewDirectory implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(NewDirectory.class);

  private final Configuration hadoop;
  private final Path directory;
  private boolean keep;
  private boolean owned;

  private NewDirectory(Configuration hadoop, Path directory, boolean keep) {
    this.hadoop = hadoop;
    this.directory = directory;
    this.keep = keep;
  }

  /** Watches a directory that may not exist yet. */
  static NewDirectory watch(Configuration hadoop, String directory) {
    Path path = new Path(directory);
    boolean exists;
    try {
      exists = path.getFileSystem(hadoop).exists(path);
    } catch (IOException e) {
      // whoever writes there says what is wrong
      exists = true;
    }
    return new NewDirectory(hadoop, path, exists);
  }

  /** The lease of the directory is held. */
  void own() {
    owned = true;
  }

  /** Keeps the directory if something is in it now. */
  void keepIf(boolean used) {
    keep |= used;
  }

  @Override
  public void close() {
    try {
      FileSystem files = directory.getFileSystem(hadoop);
      if (owned && !keep && !files.exists(new Path(directory, "recordings"))) {
        files.delete(directory, true);
      }
    } catch (IOException e) {
      log.warn("Cannot remove the empty directory {}: {}", directory, e.getMessage());
    }
  }
}
