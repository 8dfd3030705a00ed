package org.ecgnat.jobs.preprocess;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A folder on any Hadoop file system. */
final class InputFolder extends RecordingFolder {
  private final String folder;
  private final FolderFiles files;
  private String shortFile = "";
  private byte[] shortContent = {};

  /**
   * @param folder fully qualified, with a slash at its end
   * @param files in it
   */
  InputFolder(String folder, FolderFiles files) {
    this.folder = folder;
    this.files = files;
  }

  /** Of a short file it is all: that is kept, so that reading it next needs no second opening. */
  @Override
  byte[] head(String name, int bytes) throws IOException {
    try (InputStream in = files.open(plain(name))) {
      byte[] head = in.readNBytes(bytes);
      if (head.length < bytes) {
        shortFile = name;
        shortContent = head;
      }
      return head;
    }
  }

  @Override
  public Optional<Content> read(String name) throws IOException {
    String path = folder + plain(name);
    try {
      FolderFiles.Status status = files.status(name);
      Content content = new Content(bytes(name, status.sizeBytes()), path, status.modified());
      touch(name, content.sourceFile());
      return Optional.of(content);
    } catch (FileNotFoundException e) {
      touchAbsent(name, path);
      return Optional.empty();
    }
  }

  private byte[] bytes(String name, long sizeBytes) throws IOException {
    if (name.equals(shortFile) && shortContent.length == sizeBytes) {
      return shortContent;
    }
    byte[] bytes = new byte[arraySize(sizeBytes)];
    try (InputStream in = files.open(name)) {
      if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
        throw new IOException("The file became shorter while it was read");
      }
    }
    return bytes;
  }

  @Override
  LocalCopy local(String name) throws IOException {
    String path = folder + plain(name);
    FolderFiles.Status status = files.status(name);
    LocalCopy copy;
    if (files instanceof FolderFiles.Local local) {
      copy = LocalCopy.itself(local.resolve(name), path, status.modified());
    } else {
      try (InputStream in = files.open(name)) {
        copy = LocalCopy.of(in, path, status.modified());
      }
    }
    touch(name, copy.file());
    return copy;
  }
}
