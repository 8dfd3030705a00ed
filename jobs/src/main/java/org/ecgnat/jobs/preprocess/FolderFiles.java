package org.ecgnat.jobs.preprocess;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** The files of a folder, by plain name. */
interface FolderFiles {

  /** What the file system says of a file. */
  record Status(long sizeBytes, Instant modified) {}

  /**
   * Asks for a file.
   *
   * @throws FileNotFoundException where it is not there
   */
  Status status(String name) throws IOException;

  /**
   * Opens a file.
   *
   * @throws FileNotFoundException where it is not there
   */
  InputStream open(String name) throws IOException;

  /**
   * Those of a folder on any Hadoop file system.
   *
   * @param folder fully qualified
   */
  static FolderFiles of(Configuration hadoop, String folder) throws IOException {
    Path path = new Path(folder);
    FileSystem fileSystem = path.getFileSystem(hadoop);
    return fileSystem instanceof LocalFileSystem local
        ? new Local(local.pathToFile(path).toPath(), new OfHadoop(local, path))
        : new OfHadoop(fileSystem, path);
  }

  /** On a Hadoop file system. */
  record OfHadoop(FileSystem fileSystem, Path folder) implements FolderFiles {

    @Override
    public Status status(String name) throws IOException {
      FileStatus status = fileSystem.getFileStatus(resolve(name));
      return new Status(status.getLen(), Instant.ofEpochMilli(status.getModificationTime()));
    }

    @Override
    public InputStream open(String name) throws IOException {
      return fileSystem.open(resolve(name));
    }

    private Path resolve(String name) {
      return new Path(folder, new Path(null, null, name));
    }
  }

  /**
   * On the local one, past Hadoop's layers: of a small file they cost more than its reading. Where
   * Hadoop left checksums beside a file it reads it itself and compares.
   */
  record Local(java.nio.file.Path folder, OfHadoop layers) implements FolderFiles {

    @Override
    public Status status(String name) throws IOException {
      try {
        BasicFileAttributes found = Files.readAttributes(resolve(name), BasicFileAttributes.class);
        return new Status(found.size(), Instant.ofEpochMilli(found.lastModifiedTime().toMillis()));
      } catch (NoSuchFileException e) {
        throw absent(e);
      }
    }

    @Override
    public InputStream open(String name) throws IOException {
      if (Files.exists(resolve("." + name + ".crc"))) {
        return layers.open(name);
      }
      try {
        return Files.newInputStream(resolve(name));
      } catch (NoSuchFileException e) {
        throw absent(e);
      }
    }

    java.nio.file.Path resolve(String name) throws IOException {
      try {
        return folder.resolve(name);
      } catch (InvalidPathException e) {
        throw new IOException("Not a file name of this file system", e);
      }
    }

    private static FileNotFoundException absent(NoSuchFileException e) {
      FileNotFoundException absent = new FileNotFoundException("It is not there");
      absent.initCause(e);
      return absent;
    }
  }
}
