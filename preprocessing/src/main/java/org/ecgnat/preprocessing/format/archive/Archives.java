package org.ecgnat.preprocessing.format.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.ecgnat.preprocessing.format.archive.ArchiveDirectory.Access;
import org.ecgnat.preprocessing.format.archive.DirectoryBuilder.Entry;
import org.ecgnat.preprocessing.format.archive.DirectoryBuilder.EntryType;

/**
 * Lists archives. A zip file costs the reading of its directory, a tar file a look at every header,
 * a compressed tar file one decompression; memory holds only the listing.
 */
public final class Archives {
  private static final int ZIP_BEGIN = 0x504b;
  private static final int GZIP_BEGIN = 0x1f8b;

  private Archives() {}

  /**
   * Lists an archive.
   *
   * @param archive an existing file
   * @return what of it can be read; a fault of any kind is among what is refused
   */
  public static ArchiveDirectory list(
      FileSystem files, FileStatus archive, ArchiveKind kind, ArchiveLimits limits) {
    DirectoryBuilder entries = new DirectoryBuilder(archive, limits);
    Access access =
        switch (kind) {
          case ZIP -> Access.ZIP;
          case TAR -> Access.TAR;
          case TAR_GZ -> Access.TAR_GZ_STREAM;
        };
    try (SeekableInput in = new SeekableInput(files.open(archive.getPath()), archive.getLen())) {
      try {
        int begin = in.read() << 8 | in.read();
        if ((begin != ZIP_BEGIN && access == Access.ZIP)
            || (begin != GZIP_BEGIN && access == Access.TAR_GZ_STREAM)) {
          entries.refuse(Refusal.NOT_AN_ARCHIVE);
          return entries.build(access);
        }
        if (access == Access.ZIP && !ZipDirectoryReader.read(in, entries)) {
          entries.refuse(Refusal.TRUNCATED);
          access = Access.ZIP_STREAM;
        }
        in.seek(0);
        switch (access) {
          case ZIP -> {}
          case TAR -> listTar(in, entries);
          case TAR_GZ_STREAM, ZIP_STREAM ->
              listStream(SequentialArchive.of(in, access, limits), entries);
        }
      } catch (SeekableInput.StorageException e) {
        throw e;
      } catch (BombGuard.BombException e) {
        entries.refuse(e.refusal());
      } catch (IOException | RuntimeException e) {
        entries.refuse(in.position() >= in.length() ? Refusal.TRUNCATED : Refusal.DAMAGED);
      }
    } catch (IOException e) {
      entries.refuse(Refusal.IO);
    }
    return entries.build(access);
  }

  private static void listTar(SeekableInput in, DirectoryBuilder entries) throws IOException {
    TarEntryStream tar = new TarEntryStream(in);
    boolean first = true;
    while (!entries.isFull()) {
      Optional<EntryStream.Header> header;
      try {
        header = tar.next();
      } catch (SeekableInput.StorageException e) {
        throw e;
      } catch (IOException e) {
        if (first) {
          entries.refuse(Refusal.NOT_AN_ARCHIVE);
          return;
        }
        throw e;
      }
      first = false;
      if (header.isEmpty()) {
        if (!tar.endedWell()) {
          entries.refuse(Refusal.TRUNCATED);
        }
        return;
      }
      long size = header.get().sizeBytes();
      if (header.get().type() == EntryType.FILE && size > in.length() - in.position()) {
        entries.refuse(Refusal.TRUNCATED);
        return;
      }
      entries.add(
          new Entry(header.get().name(), header.get().type(), size, in.position(), size, 0));
    }
  }

  private static void listStream(SequentialArchive archive, DirectoryBuilder entries)
      throws IOException {
    while (!entries.isFull()) {
      Optional<EntryStream.Header> header = archive.nextHeader();
      if (header.isEmpty()) {
        if (!archive.endedWell()) {
          entries.refuse(Refusal.TRUNCATED);
        }
        return;
      }
      long before = archive.packedBytes();
      long size = 0;
      if (header.get().type() != EntryType.UNSUPPORTED) {
        size = drain(archive.content());
        if (header.get().sizeBytes() >= 0 && size != header.get().sizeBytes()) {
          throw new IOException("An entry is shorter than its header says");
        }
      }
      // what unpacks in one read may have been fetched before: never less than a buffer
      long packed = Math.max(archive.packedBytes() - before, ArchiveLimits.RATIO_FROM_BYTES);
      entries.add(
          new Entry(header.get().name(), header.get().type(), size, archive.number(), packed, 0));
    }
  }

  private static long drain(InputStream content) throws IOException {
    byte[] thrownAway = new byte[64 << 10];
    long size = 0;
    for (int read = content.read(thrownAway); read >= 0; read = content.read(thrownAway)) {
      size += read;
    }
    return size;
  }
}
