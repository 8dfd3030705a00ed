package org.ecgnat.jobs.preprocess;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.ecgnat.preprocessing.recording.SourceFile;

/** Stands for files that are not read, so that a row can name them. */
final class RefusedFolder extends RecordingFolder {
  private final List<SourceFile> files;

  RefusedFolder(List<SourceFile> files) {
    this.files = List.copyOf(files);
  }

  @Override
  byte[] head(String name, int bytes) throws IOException {
    throw new FileNotFoundException("It is not read");
  }

  @Override
  public Optional<Content> read(String name) {
    return Optional.empty();
  }

  @Override
  LocalCopy local(String name) throws IOException {
    throw new FileNotFoundException("It is not read");
  }

  @Override
  List<SourceFile> touched() {
    return files;
  }
}
