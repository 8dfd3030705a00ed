package org.ecgnat.preprocessing.format.archive;

import java.io.Serializable;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ecgnat.preprocessing.format.FileTable;

/**
 * What lies in an archive and where.
 *
 * @param path of the archive, fully qualified
 * @param sizeBytes its size
 * @param modifiedMillis when it was changed, since 1970
 * @param access how its entries are reached
 * @param folders the folders inside, by name; their files have the columns {@link #SIZE}, {@link
 *     #PLACE}, {@link #PACKED} and {@link #CHECK}
 * @param refused what was left out
 */
public record ArchiveDirectory(
    String path,
    long sizeBytes,
    long modifiedMillis,
    Access access,
    List<FileTable> folders,
    Map<Refusal, Integer> refused)
    implements Serializable {

  /** Column: bytes, unpacked. */
  public static final int SIZE = 0;

  /** Column: byte in the archive, or for sequential access the entry's number in the stream. */
  public static final int PLACE = 1;

  /** Column: bytes in the archive. */
  public static final int PACKED = 2;

  /** Column: for zip files the CRC-32 and above it the method. */
  public static final int CHECK = 3;

  static final int COLUMNS = 4;

  /** How entries are reached. */
  public enum Access {
    /** A zip file by its central directory. */
    ZIP,
    /** A plain tar file by position. */
    TAR,
    /** A compressed tar file from its beginning. */
    TAR_GZ_STREAM,
    /** A zip file that lacks its directory, from its beginning. */
    ZIP_STREAM;

    /** Whether an entry can be read without those before it. */
    public boolean isRandom() {
      return this == ZIP || this == TAR;
    }
  }

  /** Copies. */
  public ArchiveDirectory {
    folders = folders.stream().sorted(Comparator.comparing(FileTable::folder)).toList();
    EnumMap<Refusal, Integer> copy = new EnumMap<>(Refusal.class);
    copy.putAll(refused);
    refused = copy;
  }

  /** The files of a folder inside. */
  public Optional<FileTable> folder(String name) {
    int low = 0;
    int high = folders.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = folders.get(middle).folder().compareTo(name);
      if (order == 0) {
        return Optional.of(folders.get(middle));
      } else if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return Optional.empty();
  }

  /** How many files it holds. */
  public long files() {
    return folders.stream().mapToLong(FileTable::size).sum();
  }
}
