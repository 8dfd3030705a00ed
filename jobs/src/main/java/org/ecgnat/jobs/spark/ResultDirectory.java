package org.ecgnat.jobs.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.ecgnat.jobs.cli.UserException;

/**
 * An output that appears whole or not at all: everything is written into a hidden folder beside the
 * target and moved there at the end. Closing without {@link #commit()} leaves nothing.
 */
public final class ResultDirectory implements AutoCloseable {

  /** What to do about a target that exists. */
  public enum Existing {
    /** Refuse it. */
    REFUSE,
    /** Replace it, at the very end, if it is empty or an earlier result. */
    REPLACE
  }

  /**
   * One of these is in every result: an evaluation's, a data set's, a corpus's page, a synthetic
   * set's.
   */
  private static final List<String> MARKERS =
      List.of("metrics.json", "_SUCCESS", "corpus.html", "000000/s000000.hea");

  /** What makes a directory a training run or a table, whatever else is in it. */
  private static final List<String> OTHERS = List.of("checkpoints", "_delta_log");

  private final FileSystem files;
  private final Path target;
  private final Path work;
  private final Existing existing;
  private boolean committed;

  private ResultDirectory(FileSystem files, Path target, Path work, Existing existing) {
    this.files = files;
    this.target = target;
    this.work = work;
    this.existing = existing;
  }

  /**
   * Begins an output, before any work is done for it.
   *
   * @param hadoop finds the file system
   * @param target where the result shall lie, any Hadoop path
   * @param existing what to do where it exists
   * @throws UserException where it exists and shall not be replaced, or cannot be written
   */
  public static ResultDirectory begin(Configuration hadoop, String target, Existing existing) {
    Path path = new Path(target);
    try {
      FileSystem found = path.getFileSystem(hadoop);
      // without the checksum files that Hadoop puts beside local ones
      FileSystem files = found instanceof LocalFileSystem local ? local.getRawFileSystem() : found;
      check(files, path, existing);
      Path absolute = files.makeQualified(path);
      Path work =
          new Path(
              absolute.getParent(),
              "." + absolute.getName() + "." + UUID.randomUUID().toString().substring(0, 8));
      if (!files.mkdirs(work)) {
        throw unwritable(target, new IOException("the folder " + work + " cannot be made"));
      }
      return new ResultDirectory(files, absolute, work, existing);
    } catch (IOException e) {
      throw unwritable(target, e);
    }
  }

  private static void check(FileSystem files, Path target, Existing existing) throws IOException {
    if (!files.exists(target)) {
      return;
    }
    if (existing == Existing.REFUSE) {
      throw new UserException(
          "Cannot write " + target + ": it exists; choose another output or add --overwrite");
    }
    if (!isReplaceable(files, target)) {
      throw new UserException(
          "Cannot replace "
              + target
              + ": it holds something else than a result of this kind; choose another output, or"
              + " remove it yourself");
    }
  }

  private static boolean isReplaceable(FileSystem files, Path target) throws IOException {
    if (!files.getFileStatus(target).isDirectory()) {
      return false;
    }
    return files.listStatus(target).length == 0
        || (holdsAny(files, target, MARKERS) && !holdsAny(files, target, OTHERS));
  }

  private static boolean holdsAny(FileSystem files, Path folder, List<String> names)
      throws IOException {
    for (String name : names) {
      if (files.exists(new Path(folder, name))) {
        return true;
      }
    }
    return false;
  }

  /** A path within the folder being written, for Spark to write to. */
  public String path(String name) {
    return new Path(work, name).toString();
  }

  /** Writes a text file in UTF-8. */
  public void write(String name, String text) {
    try (OutputStream out = files.create(new Path(work, name), false)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw unwritable(target.toString(), e);
    }
  }

  /** Moves everything to the target. */
  public void commit() {
    commit(work);
  }

  /**
   * Moves one entry to the target instead of the folder: for a result that is a single data set.
   *
   * @param name the entry
   */
  public void commitOnly(String name) {
    commit(new Path(work, name));
  }

  private void commit(Path from) {
    try {
      // an old result gives way only once the new one is there to take its place
      check(files, target, existing);
      Path old = new Path(work.getParent(), work.getName() + ".old");
      boolean replaces = files.exists(target);
      if (replaces && !files.rename(target, old)) {
        throw new IOException("the old result cannot be moved away");
      }
      try {
        if (!files.rename(from, target)) {
          throw new IOException("the finished result cannot be moved there from " + from);
        }
      } catch (IOException e) {
        if (replaces && !files.rename(old, target)) {
          e.addSuppressed(new IOException("the old result stays in " + old));
        }
        throw e;
      }
      committed = true;
      files.delete(work, true);
      if (replaces) {
        files.delete(old, true);
      }
    } catch (IOException e) {
      throw unwritable(target.toString(), e);
    }
  }

  /** Removes what was written unless it was committed. */
  @Override
  public void close() {
    if (!committed) {
      try {
        files.delete(work, true);
      } catch (IOException e) {
        throw unwritable(target.toString(), e);
      }
    }
  }

  private static UserException unwritable(String target, IOException e) {
    return UserException.environment(
        "Cannot write "
            + target
            + ": "
            + e.getMessage()
            + "; check the path, its permissions and the free space",
        e);
  }
}
