package org.ecgnat.jobs.preprocess;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ecgnat.preprocessing.format.archive.ArchiveDirectory;

/**
 * Deals groups to Spark tasks by bytes. Each task of an archive that can only be read from its
 * beginning decompresses it up to its own last entry, so such an archive is dealt to few: with n
 * tasks it is decompressed about n/2 times in all, and its slowest task takes one decompression and
 * an n-th of the conditioning.
 */
final class TaskShares {
  /** Tasks a core, so that an uneven one does not hold up the rest. */
  private static final int TASKS_PER_CORE = 4;

  private static final long SMALLEST_TASK_BYTES = 1 << 20;

  /** Decompression costs about a fifth of conditioning: more tasks would gain little. */
  private static final int STREAM_TASKS = 8;

  private TaskShares() {}

  /**
   * The groups of each task.
   *
   * @param archives of the groups, by path
   * @param cores tasks that run at a time
   * @param largest bytes of a task, unless a single file has more
   */
  static List<List<FileGroup>> of(
      List<FileGroup> groups, Map<String, ArchiveDirectory> archives, int cores, long largest) {
    long bytes = groups.stream().mapToLong(FileGroup::weight).sum();
    long even =
        Math.max(SMALLEST_TASK_BYTES, Math.min(bytes / ((long) cores * TASKS_PER_CORE), largest));
    List<List<FileGroup>> tasks = new ArrayList<>();
    List<FileGroup> run = new ArrayList<>();
    for (FileGroup group : groups) {
      if (!run.isEmpty() && !stream(archives, group).equals(stream(archives, run.get(0)))) {
        deal(run, archives, cores, even, tasks);
        run.clear();
      }
      run.add(group);
    }
    if (!run.isEmpty()) {
      deal(run, archives, cores, even, tasks);
    }
    return tasks;
  }

  private static String stream(Map<String, ArchiveDirectory> archives, FileGroup group) {
    return TaskReader.isSequential(archives, group) ? group.archive() : "";
  }

  private static void deal(
      List<FileGroup> run,
      Map<String, ArchiveDirectory> archives,
      int cores,
      long even,
      List<List<FileGroup>> tasks) {
    long share = even;
    if (!stream(archives, run.get(0)).isEmpty()) {
      long bytes = run.stream().mapToLong(FileGroup::weight).sum();
      int parts = Math.min(cores, STREAM_TASKS);
      share = Math.max(even, (bytes + parts - 1) / parts);
    }
    tasks.addAll(TaskPlan.pack(run, FileGroup::weight, share));
  }
}
