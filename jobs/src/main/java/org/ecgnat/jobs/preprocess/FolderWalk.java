package org.ecgnat.jobs.preprocess;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.ecgnat.preprocessing.format.FileTable;

/**
 * Lists folders with everything below them, several at a time. What begins with a dot (snapshots,
 * trash, editors' copies) is left out. A folder's files are kept as a {@link FileTable}, never all
 * as objects.
 */
final class FolderWalk {
  /** Column: bytes. */
  static final int SIZE = 0;

  /** Column: when it was changed, milliseconds since 1970. */
  static final int MODIFIED = 1;

  private static final int COLUMNS = 2;

  private final FileSystem files;
  private final Map<String, FileTable> found = new ConcurrentSkipListMap<>();

  private FolderWalk(FileSystem files) {
    this.files = files;
  }

  /** The folders from a root on that hold files, by path with a slash at the end. */
  static Map<String, FileTable> below(FileSystem files, Path root, int threads) throws IOException {
    FolderWalk walk = new FolderWalk(files);
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      pool.invoke(walk.new Folder(files.makeQualified(root), true));
      return walk.found;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      pool.shutdownNow();
    }
  }

  /** The files of one folder. */
  static FileTable only(FileSystem files, Path folder) throws IOException {
    return new FolderWalk(files).list(files.makeQualified(folder), new ArrayList<>());
  }

  private final class Folder extends RecursiveAction {
    private static final long serialVersionUID = 1L;
    private final transient Path path;
    private final boolean root;

    Folder(Path path, boolean root) {
      this.path = path;
      this.root = root;
    }

    @Override
    protected void compute() {
      List<Path> below = new ArrayList<>();
      try {
        FileTable table = list(path, below);
        if (table.size() > 0) {
          found.put(table.folder(), table);
        }
      } catch (FileNotFoundException | NoSuchFileException e) {
        if (root) {
          throw new UncheckedIOException(e);
        }
        // it went away meanwhile
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      ForkJoinTask.invokeAll(below.stream().map(folder -> new Folder(folder, false)).toList());
    }
  }

  private FileTable list(Path folder, List<Path> below) throws IOException {
    String path = folder.toString();
    FileTable.Builder table =
        new FileTable.Builder(path.endsWith("/") ? path : path + "/", COLUMNS);
    if (files instanceof LocalFileSystem local) {
      listLocal(local.pathToFile(folder).toPath(), folder, table, below);
    } else {
      RemoteIterator<FileStatus> all = files.listStatusIterator(folder);
      while (all.hasNext()) {
        FileStatus status = all.next();
        if (!status.getPath().getName().startsWith(".")) {
          if (status.isDirectory()) {
            below.add(status.getPath());
          } else {
            table.add(status.getPath().getName(), status.getLen(), status.getModificationTime());
          }
        }
      }
    }
    return table.build();
  }

  /** Hadoop would make an object of every file of a local folder at once. */
  private static void listLocal(
      java.nio.file.Path local, Path folder, FileTable.Builder table, List<Path> below)
      throws IOException {
    try (DirectoryStream<java.nio.file.Path> all = Files.newDirectoryStream(local)) {
      for (java.nio.file.Path file : all) {
        String name = file.getFileName().toString();
        if (!name.startsWith(".")) {
          try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isDirectory()) {
              table.add(name, attributes.size(), attributes.lastModifiedTime().toMillis());
            } else if (!leadsBack(file)) {
              below.add(new Path(folder, new Path(null, null, name)));
            }
          } catch (NoSuchFileException e) {
            // a link to nothing, or gone meanwhile
          }
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /** A link to a folder above would be listed without end. */
  private static boolean leadsBack(java.nio.file.Path folder) throws IOException {
    return Files.isSymbolicLink(folder)
        && folder.toAbsolutePath().getParent().toRealPath().startsWith(folder.toRealPath());
  }
}
