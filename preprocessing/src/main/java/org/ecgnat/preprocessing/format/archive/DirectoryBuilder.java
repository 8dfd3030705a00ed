package org.ecgnat.preprocessing.format.archive;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.ecgnat.preprocessing.format.FileTable;
import org.ecgnat.preprocessing.format.archive.ArchiveDirectory.Access;

/** Collects the entries of an archive as far as the limits allow. */
final class DirectoryBuilder {
  private final FileStatus archive;
  private final ArchiveLimits limits;
  private final Map<String, FileTable.Builder> folders = new TreeMap<>();
  private final EnumMap<Refusal, Integer> refused = new EnumMap<>(Refusal.class);
  private long files;
  private long totalBytes;

  DirectoryBuilder(FileStatus archive, ArchiveLimits limits) {
    this.archive = archive;
    this.limits = limits;
  }

  /** What an entry is besides its name. */
  enum EntryType {
    FILE,
    FOLDER,
    LINK,
    UNSUPPORTED
  }

  /** What an archive says of an entry; the numbers are those of {@link ArchiveDirectory}. */
  record Entry(String name, EntryType type, long size, long place, long packed, long check) {}

  void refuse(Refusal refusal) {
    refused.merge(refusal, 1, Integer::sum);
  }

  /** The entry's path, where it is a file to be read. */
  Optional<String> path(String name, EntryType type) {
    if (type == EntryType.FOLDER) {
      return Optional.empty();
    }
    Optional<String> path = EntryNames.safe(name);
    if (path.isEmpty()) {
      refuse(Refusal.UNSAFE_NAME);
      return path;
    } else if (EntryNames.isHidden(path.get())) {
      return Optional.empty();
    } else if (type == EntryType.LINK) {
      refuse(Refusal.LINK);
    } else if (type == EntryType.UNSUPPORTED) {
      refuse(Refusal.METHOD);
    } else if (ArchiveKind.of(path.get()).isPresent()) {
      refuse(Refusal.NESTED);
    } else {
      return path;
    }
    return Optional.empty();
  }

  /** Adds an entry unless there is a reason not to. */
  void add(Entry entry) {
    Optional<String> path = path(entry.name(), entry.type());
    if (path.isEmpty()) {
      return;
    }
    long size = entry.size();
    if (size < 0 || entry.packed() < 0 || entry.place() < 0) {
      refuse(Refusal.DAMAGED);
    } else if (size > limits.maxEntryBytes()) {
      refuse(Refusal.TOO_LARGE);
    } else if (limits.isBomb(size, entry.packed())) {
      refuse(Refusal.BOMB);
    } else if (size > limits.maxTotalBytes() - totalBytes) {
      refuse(Refusal.TOTAL);
    } else if (limits.isBomb(totalBytes + size, archive.getLen())) {
      refuse(Refusal.BOMB);
    } else if (files >= limits.maxEntries()) {
      refuse(Refusal.TOO_MANY);
    } else {
      totalBytes += size;
      files++;
      int slash = path.get().lastIndexOf('/') + 1;
      folders
          .computeIfAbsent(
              path.get().substring(0, slash),
              folder -> new FileTable.Builder(folder, ArchiveDirectory.COLUMNS))
          .add(path.get().substring(slash), size, entry.place(), entry.packed(), entry.check());
    }
  }

  /** Whether there is no use in going on. */
  boolean isFull() {
    return refused.containsKey(Refusal.TOO_MANY) || refused.containsKey(Refusal.TOTAL);
  }

  ArchiveDirectory build(Access access) {
    List<FileTable> tables =
        folders.values().stream()
            .map(
                builder -> {
                  FileTable table = builder.build();
                  for (int i = table.size(); i < builder.count(); i++) {
                    refuse(Refusal.REPEATED);
                  }
                  return table;
                })
            .toList();
    return new ArchiveDirectory(
        archive.getPath().toString(),
        archive.getLen(),
        archive.getModificationTime(),
        access,
        tables,
        refused);
  }
}
