package org.ecgnat.jobs.preprocess;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** A folder on any Hadoop file system. */
final class InputFolder extends RecordingFolder {
  private final Path folder;
  private final FileSystem fileSystem;

  InputFolder(Configuration hadoop, String folder) throws IOException {
    this.folder = new Path(folder);
    this.fileSystem = this.folder.getFileSystem(hadoop);
  }

  @Override
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
      byte[] bytes = new byte[arraySize(status.getLen())];
      try (FSDataInputStream in = fileSystem.open(path)) {
        in.readFully(bytes);
      }
      Instant modified = Instant.ofEpochMilli(status.getModificationTime());
      Content content = new Content(bytes, path.toString(), modified);
      touch(name, content.sourceFile());
      return Optional.of(content);
    } catch (FileNotFoundException e) {
      touchAbsent(name, path.toString());
      return Optional.empty();
    }
  }

  @Override
  LocalCopy local(String name) throws IOException {
    Path path = fileSystem.makeQualified(resolve(name));
    Instant modified = Instant.ofEpochMilli(fileSystem.getFileStatus(path).getModificationTime());
    LocalCopy copy;
    if (fileSystem instanceof LocalFileSystem local) {
      copy = LocalCopy.itself(local.pathToFile(path).toPath(), path.toString(), modified);
    } else {
      try (FSDataInputStream in = fileSystem.open(path)) {
        copy = LocalCopy.of(in, path.toString(), modified);
      }
    }
    touch(name, copy.file());
    return copy;
  }

  private Path resolve(String name) throws IOException {
    return new Path(folder, new Path(null, null, plain(name)));
  }
}
