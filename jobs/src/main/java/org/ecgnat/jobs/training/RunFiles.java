package org.ecgnat.jobs.training;

import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.spark.util.SerializableConfiguration;
import org.ecgnat.jobs.cli.UserException;

/** The files of a run directory, on any file system that Hadoop reaches. */
final class RunFiles {
  private final FileSystem files;
  private final Path directory;

  /** Writes one file's content. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Opens a run directory, which need not exist yet.
   *
   * @throws UserException where the file system cannot be reached
   */
  RunFiles(Configuration hadoop, String directory) {
    try {
      Path path = new Path(directory);
      FileSystem found = path.getFileSystem(hadoop);
      // Run files carry their own checksums; Hadoop's local ones would lie about as hidden files.
      this.files = found instanceof LocalFileSystem local ? local.getRaw() : found;
      this.directory = files.makeQualified(path);
    } catch (IOException | IllegalArgumentException e) {
      throw UserException.environment(
          "Cannot reach " + directory + ": " + e.getMessage() + "; check the path", e);
    }
  }

  /** A path below the directory. */
  Path path(String relative) {
    return new Path(directory, relative);
  }

  /** What reaches the directory from another process. */
  SerializableConfiguration configuration() {
    return new SerializableConfiguration(files.getConf());
  }

  /** The run directory. */
  Path directory() {
    return directory;
  }

  boolean exists(String relative) {
    return attempt("look for", relative, () -> files.exists(path(relative)));
  }

  /** Names in a folder, sorted; none where there is no such folder. */
  List<String> names(String folder) {
    return attempt(
        "list",
        folder,
        () -> {
          try {
            return Arrays.stream(files.listStatus(path(folder)))
                .map(FileStatus::getPath)
                .map(Path::getName)
                .sorted()
                .toList();
          } catch (FileNotFoundException e) {
            return List.of();
          }
        });
  }

  /** Writes a file, replacing one of the same name; readers see either whole. */
  void replace(String relative, String text) {
    replace(relative, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a file, replacing one of the same name; readers see either whole. */
  void replace(String relative, byte[] content) {
    replace(relative, relative + ".writing", out -> out.write(content));
  }

  /** Writes a file that several processes may be writing at the same time: the last one stays. */
  void publish(String relative, Content content) {
    replace(relative, relative + "." + UUID.randomUUID() + ".writing", content);
  }

  private void replace(String relative, String temporary, Content content) {
    write(temporary, content);
    attempt(
        "replace",
        relative,
        () -> {
          Optional<java.nio.file.Path> here = local(relative);
          if (here.isPresent()) {
            Files.move(local(temporary).get(), here.get(), StandardCopyOption.ATOMIC_MOVE);
          } else {
            replaceRemote(path(temporary), path(relative));
          }
          return true;
        });
  }

  private void replaceRemote(Path from, Path to) throws IOException {
    try {
      FileContext.getFileContext(files.getUri(), files.getConf())
          .rename(from, to, Options.Rename.OVERWRITE);
    } catch (UnsupportedFileSystemException e) {
      // Few file systems have no such rename; there the two steps must do.
      files.delete(to, true);
      if (!files.rename(from, to)) {
        throw new IOException("the file system refused to rename " + from, e);
      }
    }
  }

  void write(String relative, Content content) {
    attempt(
        "write",
        relative,
        () -> {
          try (OutputStream out = files.create(path(relative), true)) {
            content.writeTo(out);
          }
          return true;
        });
  }

  /**
   * Adds to the end of a file.
   *
   * @return whether this file system can; else nothing is written
   */
  boolean append(String relative, byte[] content) {
    return attempt(
        "write",
        relative,
        () -> {
          if (!files.hasPathCapability(path(relative), CommonPathCapabilities.FS_APPEND)) {
            return false;
          }
          try (OutputStream out = files.append(path(relative))) {
            out.write(content);
          }
          return true;
        });
  }

  /**
   * Opens a file.
   *
   * @throws FileNotFoundException where there is none
   */
  InputStream open(String relative) throws IOException {
    return new BufferedInputStream(files.open(path(relative)));
  }

  /** A file's bytes; empty where there is none. */
  Optional<byte[]> read(String relative) {
    return attempt(
        "read",
        relative,
        () -> {
          try (InputStream in = files.open(path(relative))) {
            return Optional.of(in.readAllBytes());
          } catch (FileNotFoundException e) {
            return Optional.empty();
          }
        });
  }

  void rename(String from, String to) {
    boolean done = attempt("rename", from, () -> files.rename(path(from), path(to)));
    if (!done) {
      throw UserException.environment(
          "Cannot rename " + path(from) + " to " + path(to) + ": the file system refused", null);
    }
  }

  /** Copies a local folder. */
  void copyFromLocal(java.nio.file.Path from, String relative) {
    attempt(
        "write",
        relative,
        () -> {
          files.copyFromLocalFile(new Path(from.toUri()), path(relative));
          return true;
        });
  }

  /** A path below the directory as a path of this machine, where it is one. */
  Optional<java.nio.file.Path> local(String relative) {
    return files.getUri().getScheme().equals("file")
        ? Optional.of(java.nio.file.Path.of(path(relative).toUri().getPath()))
        : Optional.empty();
  }

  /** Deletes a file or folder where there is one. */
  void delete(String relative) {
    attempt("delete", relative, () -> files.delete(path(relative), true));
  }

  @FunctionalInterface
  private interface Attempt<T> {
    T run() throws IOException;
  }

  private <T> T attempt(String verb, String relative, Attempt<T> attempt) {
    try {
      return attempt.run();
    } catch (IOException | UncheckedIOException e) {
      throw UserException.environment(
          "Cannot "
              + verb
              + " "
              + path(relative)
              + ": "
              + e.getMessage()
              + "; check permissions and free space",
          e);
    }
  }
}
