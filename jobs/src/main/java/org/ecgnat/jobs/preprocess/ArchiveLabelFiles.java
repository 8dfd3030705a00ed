package org.ecgnat.jobs.preprocess;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.ecgnat.preprocessing.format.FileTable;
import org.ecgnat.preprocessing.format.archive.ArchiveDirectory;
import org.ecgnat.preprocessing.format.archive.ArchiveKind;
import org.ecgnat.preprocessing.format.archive.ArchiveLimits;
import org.ecgnat.preprocessing.format.archive.Archives;
import org.ecgnat.preprocessing.format.archive.RandomArchive;
import org.ecgnat.preprocessing.format.archive.SequentialArchive;
import org.ecgnat.preprocessing.source.LabelFiles;

/** Label files inside an archive: the one that lies closest to its root. */
final class ArchiveLabelFiles implements LabelFiles {
  private final FileSystem fileSystem;
  private final Path archive;
  private final ArchiveLimits limits;

  /** Made when the first file is asked for. */
  private final List<ArchiveDirectory> directory = new ArrayList<>();

  ArchiveLabelFiles(FileSystem fileSystem, Path archive, ArchiveLimits limits) {
    this.fileSystem = fileSystem;
    this.archive = archive;
    this.limits = limits;
  }

  @Override
  public Optional<byte[]> read(String name) throws IOException {
    if (directory.isEmpty()) {
      directory.add(
          Archives.list(
              fileSystem,
              fileSystem.getFileStatus(archive),
              ArchiveKind.of(archive.getName()).orElseThrow(),
              limits));
    }
    List<FileTable> holders =
        directory.get(0).folders().stream()
            .filter(folder -> folder.find(name) >= 0)
            .sorted((a, b) -> Long.compare(depth(a), depth(b)))
            .toList();
    return holders.isEmpty()
        ? Optional.empty()
        : Optional.of(content(holders.get(0), holders.get(0).find(name)));
  }

  private static long depth(FileTable folder) {
    return folder.folder().chars().filter(c -> c == '/').count();
  }

  private byte[] content(FileTable folder, int row) throws IOException {
    if (directory.get(0).access().isRandom()) {
      try (RandomArchive open = RandomArchive.open(fileSystem, directory.get(0));
          InputStream in = open.content(folder, row)) {
        return in.readAllBytes();
      }
    }
    try (SequentialArchive open = SequentialArchive.open(fileSystem, directory.get(0), limits)) {
      while (open.next()) {
        if (open.number() == folder.value(row, ArchiveDirectory.PLACE)) {
          return open.content().readAllBytes();
        }
      }
    }
    throw new IOException("The archive ended before its labels file");
  }
}
