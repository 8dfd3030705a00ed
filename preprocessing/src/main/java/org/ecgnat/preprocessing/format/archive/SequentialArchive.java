package org.ecgnat.preprocessing.format.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.ecgnat.preprocessing.format.archive.ArchiveDirectory.Access;

/** An archive that is read from its beginning, entry by entry. */
public final class SequentialArchive implements Closeable {
  private final SeekableInput file;
  private final EntryStream entries;
  private final BombGuard guard;
  private long number = -1;

  private SequentialArchive(SeekableInput file, EntryStream entries, BombGuard guard) {
    this.file = file;
    this.entries = entries;
    this.guard = guard;
  }

  /**
   * Opens an archive at its first entry.
   *
   * @throws IOException where it cannot be read
   */
  public static SequentialArchive open(
      FileSystem files, ArchiveDirectory directory, ArchiveLimits limits) throws IOException {
    Path path = new Path(directory.path());
    SeekableInput file = new SeekableInput(files.open(path), directory.sizeBytes());
    try {
      return of(file, directory.access(), limits);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  static SequentialArchive of(SeekableInput file, Access access, ArchiveLimits limits)
      throws IOException {
    if (access == Access.ZIP_STREAM) {
      ZipEntryStream zip = new ZipEntryStream(file);
      return new SequentialArchive(file, zip, new BombGuard(zip.content(), file, limits));
    }
    BombGuard guard = new BombGuard(new GZIPInputStream(file, 32 << 10), file, limits);
    return new SequentialArchive(file, new TarEntryStream(guard), guard);
  }

  Optional<EntryStream.Header> nextHeader() throws IOException {
    number++;
    return entries.next();
  }

  /**
   * Goes to the next entry.
   *
   * @return false behind the last
   * @throws IOException where the archive is damaged
   */
  public boolean next() throws IOException {
    return nextHeader().isPresent();
  }

  /** The number of the entry: its {@link ArchiveDirectory#PLACE}. */
  public long number() {
    return number;
  }

  /** The content of the entry; it need not be read, or closed. */
  public InputStream content() {
    return entries instanceof ZipEntryStream ? guard : entries.content();
  }

  /** Bytes of the archive that were read so far. */
  long packedBytes() {
    return file.position();
  }

  boolean isAtEnd() {
    return file.position() >= file.length();
  }

  boolean endedWell() {
    return entries.endedWell();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
