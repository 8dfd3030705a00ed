package org.ecgnat.jobs.preprocess;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;
import org.ecgnat.preprocessing.format.FileTable;
import org.ecgnat.preprocessing.format.archive.ArchiveDirectory;
import org.ecgnat.preprocessing.format.archive.ArchiveKind;
import org.ecgnat.preprocessing.recording.SourceFile;

/**
 * A folder inside an archive. Among what was touched are the archive itself, without SHA-256, and
 * in the batch that reads it to its end {@code ARCHIVE!/}: from these the next run sees whether the
 * archive has to be opened again.
 */
final class ArchiveFolder extends RecordingFolder {
  private final ArchiveDirectory archive;
  private final boolean finished;
  private final FileTable files;
  private final Contents contents;

  /** Where contents come from. */
  interface Contents {
    /** The content of a row. */
    InputStream open(FileTable files, int row) throws IOException;
  }

  /** An entry that is not what the archive says it is. */
  static final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    private DamagedException(IOException cause) {
      super("A file of it is damaged inside the archive; fetch the archive again", cause);
    }
  }

  ArchiveFolder(
      BatchArchives archives, ArchiveDirectory archive, FileTable files, Contents contents) {
    this.archive = archive;
    this.finished = archives.finished().contains(archive.path());
    this.files = files;
    this.contents = contents;
  }

  @Override
  byte[] head(String name, int bytes) throws IOException {
    try (InputStream in = contents.open(files, files.find(plain(name)))) {
      return in.readNBytes(bytes);
    }
  }

  @Override
  public Optional<Content> read(String name) throws IOException {
    String path = archive.path() + ArchiveKind.INSIDE + files.folder() + plain(name);
    int row = files.find(name);
    if (row < 0) {
      touchAbsent(name, path);
      return Optional.empty();
    }
    int size = arraySize(files.value(row, ArchiveDirectory.SIZE));
    byte[] bytes;
    try (InputStream in = contents.open(files, row)) {
      // grows with what is there, whatever the archive promises; one more, to come to the end
      bytes = in.readNBytes(size + 1);
      if (bytes.length != size) {
        throw new EOFException("An entry has another size than the archive says");
      }
    } catch (ZipException | EOFException e) {
      throw new DamagedException(e);
    }
    Content content = new Content(bytes, path, modified(archive));
    touch(name, content.sourceFile());
    return Optional.of(content);
  }

  @Override
  LocalCopy local(String name) throws IOException {
    int row = files.find(plain(name));
    if (row < 0) {
      throw new FileNotFoundException("It is gone");
    }
    try (InputStream in = contents.open(files, row)) {
      String path = archive.path() + ArchiveKind.INSIDE + files.folder() + name;
      LocalCopy copy = LocalCopy.of(in, path, modified(archive));
      touch(name, copy.file());
      return copy;
    } catch (ZipException | EOFException e) {
      throw new DamagedException(e);
    }
  }

  @Override
  List<SourceFile> touched() {
    List<SourceFile> all = new ArrayList<>(super.touched());
    all.addAll(itself(archive, finished));
    return List.copyOf(all);
  }

  /** The archive as one of the files that a row comes from. */
  static List<SourceFile> itself(BatchArchives archives, ArchiveDirectory archive) {
    return itself(archive, archives.finished().contains(archive.path()));
  }

  private static List<SourceFile> itself(ArchiveDirectory archive, boolean finished) {
    SourceFile whole = new SourceFile(archive.path(), archive.sizeBytes(), modified(archive), "");
    return finished
        ? Arrays.asList(
            whole,
            new SourceFile(
                archive.path() + ArchiveKind.INSIDE, whole.sizeBytes(), whole.modified(), ""))
        : List.of(whole);
  }

  private static Instant modified(ArchiveDirectory archive) {
    return Instant.ofEpochMilli(archive.modifiedMillis());
  }
}
