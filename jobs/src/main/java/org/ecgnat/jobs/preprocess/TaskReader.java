package org.ecgnat.jobs.preprocess;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.ecgnat.preprocessing.format.FileTable;
import org.ecgnat.preprocessing.format.archive.ArchiveDirectory;
import org.ecgnat.preprocessing.format.archive.RandomArchive;
import org.ecgnat.preprocessing.format.archive.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the groups of a Spark task, each from where it lies. */
final class TaskReader implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(TaskReader.class);

  private final GroupProcessor processor;
  private final BatchArchives archives;

  /** What is open: of random archives only that of the last group, which neighbours share. */
  private final Map<String, RandomArchive> open = new HashMap<>();

  private final List<SequentialGroups> streams = new ArrayList<>();
  private String lastFolder = "";
  private Optional<FolderFiles> lastFiles = Optional.empty();

  private TaskReader(GroupProcessor processor, BatchArchives archives) {
    this.processor = processor;
    this.archives = archives;
  }

  /** Reads groups one after the other, each when it is asked for. */
  static Iterator<GroupResult> read(
      GroupProcessor processor, BatchArchives archives, List<FileGroup> task) {
    TaskReader reader = new TaskReader(processor, archives);
    TaskContext context = TaskContext.get();
    if (context != null) {
      context.addTaskCompletionListener((TaskCompletionListener) ended -> reader.close());
    }
    return ConcatIterator.of(runs(archives, task).iterator(), reader::run);
  }

  /** Groups of one sequential archive are read together, all others on their own. */
  private static List<List<FileGroup>> runs(BatchArchives archives, List<FileGroup> task) {
    List<List<FileGroup>> runs = new ArrayList<>();
    String last = "";
    for (FileGroup group : task) {
      String archive =
          isSequential(archives.directories(), group) && !group.names().isEmpty()
              ? group.archive()
              : "";
      if (archive.isEmpty() || !archive.equals(last)) {
        runs.add(new ArrayList<>());
      }
      runs.get(runs.size() - 1).add(group);
      last = archive;
    }
    return runs;
  }

  static boolean isSequential(Map<String, ArchiveDirectory> directories, FileGroup group) {
    return !group.archive().isEmpty() && !directories.get(group.archive()).access().isRandom();
  }

  private Iterator<GroupResult> run(List<FileGroup> run) {
    FileGroup group = run.get(0);
    try {
      if (group.archive().isEmpty()) {
        return processor.process(group, new InputFolder(group.folder(), files(group.folder())));
      }
      ArchiveDirectory archive = archives.directories().get(group.archive());
      if (group.names().isEmpty()) {
        return refusals(group, archive);
      } else if (isSequential(archives.directories(), group)) {
        streams.add(new SequentialGroups(processor, archives, archive, run));
        return streams.get(streams.size() - 1);
      }
      FileTable files = archive.folder(group.folderInside()).orElseThrow();
      return processor.process(
          group,
          new ArchiveFolder(
              archives, archive, files, (table, row) -> content(archive, table, row)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Neighbours share their folder. */
  private FolderFiles files(String folder) throws IOException {
    if (lastFiles.isEmpty() || !folder.equals(lastFolder)) {
      lastFiles = Optional.of(processor.files(folder));
      lastFolder = folder;
    }
    return lastFiles.get();
  }

  private Iterator<GroupResult> refusals(FileGroup group, ArchiveDirectory archive) {
    return archive.refused().entrySet().stream()
        .map(
            refused -> {
              Refusal why = refused.getKey();
              return GroupResult.of(
                  processor.refused(
                      group,
                      archive.path(),
                      ArchiveFolder.itself(archives, archive),
                      why.reason(),
                      why.message(refused.getValue())));
            })
        .iterator();
  }

  private InputStream content(ArchiveDirectory archive, FileTable files, int row)
      throws IOException {
    if (!open.containsKey(archive.path())) {
      close();
      FileSystem fileSystem = processor.fileSystem(archive.path());
      open.put(archive.path(), RandomArchive.open(fileSystem, archive));
    }
    return open.get(archive.path()).content(files, row);
  }

  @Override
  public void close() {
    List<Closeable> all = new ArrayList<>(open.values());
    all.addAll(streams);
    open.clear();
    streams.clear();
    for (Closeable each : all) {
      try {
        each.close();
      } catch (IOException e) {
        log.debug("Cannot close an archive that was only read", e);
      }
    }
  }
}
