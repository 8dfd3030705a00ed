package org.ecgnat.preprocessing.format.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.ecgnat.preprocessing.format.FileTable;
import org.ecgnat.preprocessing.format.archive.ArchiveDirectory.Access;

/** An archive whose entries are read in any order, one at a time. */
public final class RandomArchive implements Closeable {
  private final SeekableInput file;
  private final Access access;

  private RandomArchive(SeekableInput file, Access access) {
    this.file = file;
    this.access = access;
  }

  /**
   * Opens an archive.
   *
   * @throws IOException where it cannot be read
   * @throws IllegalArgumentException where it is sequential
   */
  public static RandomArchive open(FileSystem files, ArchiveDirectory directory)
      throws IOException {
    if (!directory.access().isRandom()) {
      throw new IllegalArgumentException("Not a random-access archive: " + directory.access());
    }
    return new RandomArchive(
        new SeekableInput(files.open(new Path(directory.path())), directory.sizeBytes()),
        directory.access());
  }

  /**
   * The content of an entry, until another is asked for. Reading it to its end fails where its size
   * or checksum is wrong.
   *
   * @param folder of the archive's directory
   * @param row of the entry
   * @throws IOException where there is no such entry at its place
   */
  public InputStream content(FileTable folder, int row) throws IOException {
    if (access == Access.ZIP) {
      return ZipEntryData.open(file, folder, row);
    }
    file.seek(folder.value(row, ArchiveDirectory.PLACE));
    return new LimitedInput(file, folder.value(row, ArchiveDirectory.SIZE));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
