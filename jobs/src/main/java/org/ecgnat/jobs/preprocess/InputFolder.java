package org.ecgnat.jobs.preprocess;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.ecgnat.preprocessing.format.SiblingFiles;
import org.ecgnat.preprocessing.recording.Sha256;
import org.ecgnat.preprocessing.recording.SourceFile;

/** A folder on any Hadoop file system that remembers what was read from it. */
final class InputFolder implements SiblingFiles {
  /** Size of a file that was looked for in vain. */
  static final long ABSENT = -1;

  private final Path folder;
  private final FileSystem fileSystem;
  private final Map<String, SourceFile> touched = new LinkedHashMap<>();

  InputFolder(Configuration hadoop, String folder) throws IOException {
    this.folder = new Path(folder);
    this.fileSystem = this.folder.getFileSystem(hadoop);
  }

  /** A file that does not fit into memory. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    private TooLargeException(long sizeBytes) {
      super("A file of " + sizeBytes + " bytes is too large to read; split the recording");
    }
  }

  /** A name that leads out of the folder, or that paths cannot hold. */
  private static final class InvalidFileNameException extends IOException {
    private static final long serialVersionUID = 1L;

    private InvalidFileNameException() {
      super("Not a plain file name");
    }
  }

  /** The first bytes of a file. */
  byte[] head(String name, int bytes) throws IOException {
    try (FSDataInputStream in = fileSystem.open(resolve(name))) {
      return in.readNBytes(bytes);
    }
  }

  @Override
  public Optional<Content> read(String name) throws IOException {
    Path path = fileSystem.makeQualified(resolve(name));
    try {
      FileStatus status = fileSystem.getFileStatus(path);
      if (status.getLen() > Integer.MAX_VALUE - 16) {
        throw new TooLargeException(status.getLen());
      }
      byte[] bytes = new byte[(int) status.getLen()];
      try (FSDataInputStream in = fileSystem.open(path)) {
        in.readFully(bytes);
      }
      Instant modified = Instant.ofEpochMilli(status.getModificationTime());
      touched.put(name, new SourceFile(path.toString(), bytes.length, modified, Sha256.hex(bytes)));
      return Optional.of(new Content(bytes, path.toString(), modified));
    } catch (FileNotFoundException e) {
      touched.put(name, new SourceFile(path.toString(), ABSENT, Instant.EPOCH, ""));
      return Optional.empty();
    }
  }

  private Path resolve(String name) throws IOException {
    if (name.isEmpty() || name.equals(".") || name.equals("..") || name.matches(".*[/\\\\].*")) {
      throw new InvalidFileNameException();
    }
    return new Path(folder, new Path(null, null, name));
  }

  /** What was asked for since the last {@link #forget}, found or not, the first first. */
  List<SourceFile> touched() {
    return List.copyOf(touched.values());
  }

  /** Begins another recording. */
  void forget() {
    touched.clear();
  }
}
