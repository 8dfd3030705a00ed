package org.ecgnat.jobs.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.ipc.RemoteException;

/**
 * The files of a lease: {@code _lease/TOKEN.json}, of which the one with the highest token counts.
 * Only their creation has to be atomic: whoever creates token n + 1 holds the lease.
 */
final class LeaseFiles {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** When the file of a token was last written that was given back on a full disk. */
  static final Instant RELEASED = Instant.EPOCH;

  /** File systems round times, to two seconds at most. */
  private static final long CLOCK_STEP_MILLIS = 2000;

  private static final String SUFFIX = ".json";

  /** What HDFS says of a file that another is creating at this very moment. */
  private static final String HDFS_BEING_CREATED = ".AlreadyBeingCreatedException";

  private final FileSystem fileSystem;
  private final Path folder;

  LeaseFiles(Configuration hadoop, String directory) throws IOException {
    this.folder = new Path(directory, "_lease");
    FileSystem found = folder.getFileSystem(hadoop);
    // without the checksum files that Hadoop puts beside local ones
    this.fileSystem = found instanceof LocalFileSystem local ? local.getRawFileSystem() : found;
  }

  OptionalLong highestToken() throws IOException {
    if (!fileSystem.exists(folder)) {
      return OptionalLong.empty();
    }
    return Arrays.stream(fileSystem.listStatus(folder))
        .map(FileStatus::getPath)
        .filter(path -> path.getName().matches("\\d+\\.json"))
        .mapToLong(path -> Long.parseLong(path.getName().replace(SUFFIX, "")))
        .max();
  }

  /** The holder, or empty where the file is gone or only half written. */
  Optional<LeaseRecord> read(long token) throws IOException {
    if (!fileSystem.exists(file(token))) {
      return Optional.empty();
    }
    try (FSDataInputStream in = fileSystem.open(file(token))) {
      return Optional.of(JSON.readValue(in.readAllBytes(), LeaseRecord.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  Instant lastHeartbeat(long token) throws IOException {
    return Instant.ofEpochMilli(fileSystem.getFileStatus(file(token)).getModificationTime());
  }

  /** Creates a token; false where another process was faster. */
  boolean create(long token, LeaseRecord holder) throws IOException {
    byte[] content = JSON.writeValueAsBytes(holder);
    fileSystem.mkdirs(folder);
    try (OutputStream out = createNew(file(token))) {
      out.write(content);
      return true;
    } catch (FileAlreadyExistsException | org.apache.hadoop.fs.FileAlreadyExistsException e) {
      return false;
    } catch (RemoteException e) {
      if (e.getClassName().endsWith(HDFS_BEING_CREATED)) {
        return false;
      }
      throw e;
    }
  }

  private OutputStream createNew(Path file) throws IOException {
    if (fileSystem.getUri().getScheme().equals("file")) {
      // Hadoop's own local file system looks first and creates afterwards
      return Files.newOutputStream(
          java.nio.file.Path.of(file.toUri().getPath()),
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE);
    }
    return fileSystem.create(file, false);
  }

  /**
   * Shows a sign of life: on a full disk too, where the file system keeps times that it is told.
   */
  void renew(long token, LeaseRecord holder) throws IOException {
    long now = System.currentTimeMillis();
    fileSystem.setTimes(file(token), now, -1);
    // s3a leaves the time as it is
    if (now - lastHeartbeat(token).toEpochMilli() > CLOCK_STEP_MILLIS) {
      overwrite(token, holder);
    }
  }

  /** Gives a token back: by its time alone where the disk is full. */
  void release(long token, LeaseRecord released) throws IOException {
    try {
      overwrite(token, released);
    } catch (IOException e) {
      fileSystem.setTimes(file(token), RELEASED.toEpochMilli(), -1);
    }
  }

  private void overwrite(long token, LeaseRecord holder) throws IOException {
    try (OutputStream out = fileSystem.create(file(token), true)) {
      out.write(JSON.writeValueAsBytes(holder));
    }
  }

  void deleteBelow(long token) throws IOException {
    for (FileStatus status : fileSystem.listStatus(folder)) {
      if (status.getPath().getName().compareTo(file(token).getName()) < 0) {
        fileSystem.delete(status.getPath(), false);
      }
    }
  }

  /** Removes the directory where it holds nothing but this token. */
  void removeUnused(long token) throws IOException {
    if (holdsOnly(folder.getParent(), folder) && holdsOnly(folder, file(token))) {
      // One by one: a folder that another process has just used is not empty and stays.
      fileSystem.delete(file(token), false);
      fileSystem.delete(folder, false);
      fileSystem.delete(folder.getParent(), false);
    }
  }

  private boolean holdsOnly(Path parent, Path child) throws IOException {
    FileStatus[] found = fileSystem.listStatus(parent);
    return found.length == 1 && found[0].getPath().getName().equals(child.getName());
  }

  private Path file(long token) {
    return new Path(folder, String.format(Locale.ROOT, "%09d%s", token, SUFFIX));
  }
}
