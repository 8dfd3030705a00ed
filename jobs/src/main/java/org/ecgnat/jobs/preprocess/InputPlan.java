package org.ecgnat.jobs.preprocess;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.ecgnat.preprocessing.format.FileTable;
import org.ecgnat.preprocessing.format.archive.ArchiveDirectory;
import org.ecgnat.preprocessing.format.archive.ArchiveKind;
import org.ecgnat.preprocessing.format.archive.ArchiveLimits;

/** What is to be read of a source's inputs: made group by group, never all at once. */
final class InputPlan {
  private final InputListing listing;
  private final KnownFiles known;
  private final Map<String, ArchiveDirectory> archives;

  private InputPlan(
      InputListing listing, KnownFiles known, Map<String, ArchiveDirectory> archives) {
    this.listing = listing;
    this.known = known;
    this.archives = archives;
  }

  /** Opens the archives that hold something new. */
  static InputPlan of(
      JavaSparkContext spark,
      Configuration hadoop,
      InputListing listing,
      KnownFiles known,
      ArchiveLimits limits) {
    List<InputListing.Archive> open =
        listing.archives().stream().filter(archive -> !known.isFinished(archive.path())).toList();
    return new InputPlan(listing, known, ArchiveListing.of(spark, hadoop, open, limits));
  }

  /** The archives that were opened, by path. */
  Map<String, ArchiveDirectory> archives() {
    return archives;
  }

  /** Files that may be main files, by folder and name; those of an archive in its order. */
  Iterator<FileGroup> groups() {
    return ConcatIterator.of(
        listing.folders().iterator(),
        folder ->
            ConcatIterator.of(
                List.of(plainGroups(folder), archiveGroups(folder)).iterator(), part -> part));
  }

  private Iterator<FileGroup> plainGroups(InputListing.Folder folder) {
    return stems(folder.files())
        .map(row -> group(folder, row))
        .filter(group -> !group.names().isEmpty())
        .iterator();
  }

  private Iterator<FileGroup> archiveGroups(InputListing.Folder folder) {
    return ConcatIterator.of(archivesIn(folder), this::groups);
  }

  /** The first row of each stem. */
  private static Stream<Integer> stems(FileTable files) {
    return Stream.iterate(0, row -> row < files.size(), files::endOfStem);
  }

  private FileGroup group(InputListing.Folder folder, int first) {
    FileTable files = folder.files();
    List<String> names = new ArrayList<>();
    long bytes = 0;
    for (int row = first; row < files.endOfStem(first); row++) {
      String name = files.name(row);
      if (ArchiveKind.of(name).isEmpty()) {
        bytes += files.value(row, FolderWalk.SIZE);
        if (folder.isCandidate(name) && !known.contains(files.folder() + name)) {
          names.add(name);
        }
      }
    }
    return new FileGroup(listing.source(), files.folder(), names, bytes, "", FileGroup.Part.INNER);
  }

  private Iterator<ArchiveDirectory> archivesIn(InputListing.Folder folder) {
    if (archives.isEmpty()) {
      return Collections.emptyIterator();
    }
    FileTable files = folder.files();
    return Stream.iterate(0, row -> row < files.size(), row -> row + 1)
        .map(row -> archives.get(files.folder() + files.name(row)))
        .filter(Objects::nonNull)
        .iterator();
  }

  /** A stem of an archive: its first row, and the place that its last file has. */
  private record Stem(int folder, int row, long place) {}

  private Iterator<FileGroup> groups(ArchiveDirectory archive) {
    List<Stem> stems = new ArrayList<>();
    for (int folder = 0; folder < archive.folders().size(); folder++) {
      FileTable files = archive.folders().get(folder);
      Iterator<Integer> rows = stems(files).iterator();
      while (rows.hasNext()) {
        int row = rows.next();
        if (!group(archive, files, row, FileGroup.Part.INNER).names().isEmpty()) {
          stems.add(new Stem(folder, row, lastPlace(files, row)));
        }
      }
    }
    stems.sort(Comparator.comparingLong(Stem::place));
    boolean tells = !archive.refused().isEmpty() && !known.contains(archive.path());
    FileGroup refusals =
        new FileGroup(
            listing.source(),
            archive.path() + ArchiveKind.INSIDE,
            List.of(),
            0,
            archive.path(),
            stems.isEmpty() ? FileGroup.Part.LAST : FileGroup.Part.REFUSALS);
    Iterator<FileGroup> files =
        Stream.iterate(0, i -> i < stems.size(), i -> i + 1)
            .map(
                i ->
                    group(
                        archive,
                        archive.folders().get(stems.get(i).folder()),
                        stems.get(i).row(),
                        i + 1 == stems.size() ? FileGroup.Part.LAST : FileGroup.Part.INNER))
            .iterator();
    return tells
        ? ConcatIterator.of(List.of(List.of(refusals).iterator(), files).iterator(), part -> part)
        : files;
  }

  private FileGroup group(
      ArchiveDirectory archive, FileTable files, int first, FileGroup.Part part) {
    String folder = archive.path() + ArchiveKind.INSIDE + files.folder();
    List<String> names = new ArrayList<>();
    long bytes = 0;
    for (int row = first; row < files.endOfStem(first); row++) {
      bytes += files.value(row, ArchiveDirectory.SIZE);
      if (!known.contains(folder + files.name(row))) {
        names.add(files.name(row));
      }
    }
    return new FileGroup(listing.source(), folder, names, bytes, archive.path(), part);
  }

  private static long lastPlace(FileTable files, int first) {
    long last = 0;
    for (int row = first; row < files.endOfStem(first); row++) {
      last = Math.max(last, files.value(row, ArchiveDirectory.PLACE));
    }
    return last;
  }

  /** How many files the groups have. */
  long files() {
    long count = 0;
    for (Iterator<FileGroup> groups = groups(); groups.hasNext(); ) {
      count += groups.next().names().size();
    }
    return count;
  }
}
