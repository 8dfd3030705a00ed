package org.ecgnat.jobs.preprocess;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.preprocessing.format.FileTable;
import org.ecgnat.preprocessing.format.archive.ArchiveKind;

/**
 * The files below a source's inputs, listed once by the driver: about 40 bytes a file and 500 a
 * folder.
 */
final class InputListing {
  private final String source;
  private final Map<String, Folder> folders = new TreeMap<>();

  private InputListing(String source) {
    this.source = source;
  }

  /**
   * A folder.
   *
   * @param files all files in it
   * @param only names of those that were asked for, empty where all were: the others are companions
   */
  record Folder(FileTable files, Set<String> only) {

    boolean isCandidate(String name) {
      return only.isEmpty() || only.contains(name);
    }
  }

  /**
   * An archive among the files.
   *
   * @param path fully qualified
   * @param sizeBytes its size
   * @param modifiedMillis when it was changed, since 1970
   */
  record Archive(String path, long sizeBytes, long modifiedMillis) implements Serializable {

    ArchiveKind kind() {
      return ArchiveKind.of(path).orElseThrow(() -> new NoSuchElementException("no archive"));
    }

    FileStatus status() {
      return new FileStatus(sizeBytes, false, 0, 0, modifiedMillis, new Path(path));
    }
  }

  /**
   * Lists inputs, folders with everything below them. Files and folders below them whose names
   * begin with a dot (snapshots, trash, editors' copies) are left out.
   *
   * @param threads folders listed at a time
   * @throws UserException where an input is missing or cannot be listed
   */
  static InputListing of(Configuration hadoop, String source, List<String> inputs, int threads) {
    InputListing listing = new InputListing(source);
    for (String input : inputs) {
      try {
        Path path = new Path(input);
        listing.add(path.getFileSystem(hadoop), path, threads);
      } catch (FileNotFoundException e) {
        throw new UserException(
            "Cannot read input " + input + ": there is no such file or folder; check the path", e);
      } catch (IOException | IllegalArgumentException e) {
        throw new UserException(
            "Cannot read input "
                + input
                + ": "
                + e.getMessage()
                + "; check the path and its permissions",
            e);
      }
    }
    return listing;
  }

  private void add(FileSystem files, Path input, int threads) throws IOException {
    FileStatus status = files.getFileStatus(input);
    if (!status.isFile()) {
      FolderWalk.below(files, status.getPath(), threads)
          .forEach((path, table) -> folders.put(path, new Folder(table, Set.of())));
      return;
    }
    // companions lie beside it; only the file itself was asked for
    Path parent = status.getPath().getParent();
    FileTable table = FolderWalk.only(files, parent);
    Folder known = folders.get(table.folder());
    Set<String> only = new HashSet<>(Set.of(status.getPath().getName()));
    if (known != null) {
      only = known.only().isEmpty() ? Set.of() : union(only, known.only());
    }
    folders.put(table.folder(), new Folder(table, only));
  }

  private static Set<String> union(Set<String> first, Set<String> second) {
    Set<String> all = new HashSet<>(first);
    all.addAll(second);
    return all;
  }

  /** The source that they belong to. */
  String source() {
    return source;
  }

  /** Every folder that holds files, in the order of their paths. */
  Collection<Folder> folders() {
    return folders.values();
  }

  /** The archives that were asked for. */
  List<Archive> archives() {
    List<Archive> archives = new ArrayList<>();
    for (Folder folder : folders.values()) {
      FileTable files = folder.files();
      for (int row = 0; row < files.size(); row++) {
        String name = files.name(row);
        if (ArchiveKind.of(name).isPresent() && folder.isCandidate(name)) {
          archives.add(
              new Archive(
                  files.folder() + name,
                  files.value(row, FolderWalk.SIZE),
                  files.value(row, FolderWalk.MODIFIED)));
        }
      }
    }
    return archives;
  }
}
