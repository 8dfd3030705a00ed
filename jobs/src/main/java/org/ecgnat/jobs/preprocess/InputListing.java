package org.ecgnat.jobs.preprocess;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.ecgnat.jobs.cli.UserException;

/** The files below a source's inputs, listed once by the driver. */
final class InputListing {
  private final String source;
  private final Map<String, InputFile> byPath = new HashMap<>();
  private final Set<String> candidates = new HashSet<>();

  private InputListing(String source) {
    this.source = source;
  }

  /**
   * Lists inputs, folders with everything below them. Files and folders below them whose names
   * begin with a dot (snapshots, trash, editors' copies) are left out.
   *
   * @throws UserException where an input is missing or cannot be listed
   */
  static InputListing of(Configuration hadoop, String source, List<String> inputs) {
    InputListing listing = new InputListing(source);
    for (String input : inputs) {
      try {
        listing.add(hadoop, new Path(input));
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

  private void add(Configuration hadoop, Path input) throws IOException {
    FileSystem files = input.getFileSystem(hadoop);
    FileStatus status = files.getFileStatus(input);
    if (status.isFile()) {
      // companions lie beside it; only the file itself was asked for
      for (FileStatus sibling : files.listStatus(status.getPath().getParent())) {
        if (sibling.isFile()) {
          add(sibling);
        }
      }
      candidates.add(status.getPath().toString());
    } else {
      RemoteIterator<LocatedFileStatus> all = files.listFiles(input, true);
      while (all.hasNext()) {
        FileStatus file = all.next();
        if (!isHidden(file.getPath(), status.getPath().depth())) {
          add(file);
          candidates.add(file.getPath().toString());
        }
      }
    }
  }

  /** Whether a part of a path below the first ones begins with a dot. */
  private static boolean isHidden(Path path, int inputDepth) {
    for (Path part = path; part != null && part.depth() > inputDepth; part = part.getParent()) {
      if (part.getName().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  private void add(FileStatus status) {
    String path = status.getPath().toString();
    byPath.put(
        path,
        new InputFile(
            path, status.getPath().getName(), status.getLen(), status.getModificationTime()));
  }

  /** The source that they belong to. */
  String source() {
    return source;
  }

  /** Every file seen, companions of single inputs included. */
  Collection<InputFile> files() {
    return byPath.values();
  }

  /**
   * The files that may be main files, by folder and name.
   *
   * @param known paths that need no second look
   */
  List<FileGroup> groups(Set<String> known) {
    Map<String, List<InputFile>> byStem = new TreeMap<>();
    for (String path : candidates) {
      InputFile file = byPath.get(path);
      byStem.computeIfAbsent(stemPath(file), key -> new ArrayList<>()).add(file);
    }
    List<FileGroup> groups = new ArrayList<>();
    for (List<InputFile> together : byStem.values()) {
      List<InputFile> fresh =
          together.stream()
              .filter(file -> !known.contains(file.path()))
              .sorted(java.util.Comparator.comparing(InputFile::name))
              .toList();
      if (!fresh.isEmpty()) {
        long bytes = together.stream().mapToLong(InputFile::sizeBytes).sum();
        groups.add(new FileGroup(source, folder(fresh.get(0)), fresh, bytes));
      }
    }
    return groups;
  }

  private static String folder(InputFile file) {
    return file.path().substring(0, file.path().length() - file.name().length());
  }

  private static String stemPath(InputFile file) {
    return folder(file) + file.stem();
  }
}
