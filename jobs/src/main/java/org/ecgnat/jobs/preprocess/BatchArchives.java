package org.ecgnat.jobs.preprocess;

import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ecgnat.preprocessing.format.archive.ArchiveDirectory;
import org.ecgnat.preprocessing.format.archive.ArchiveLimits;

/**
 * What executors need to know of the archives of a batch.
 *
 * @param directories what lies where, by path of the archive
 * @param finished archives that this batch reads to their ends
 * @param limits what they may hold
 */
record BatchArchives(
    Map<String, ArchiveDirectory> directories, Set<String> finished, ArchiveLimits limits)
    implements Serializable {

  /** The archives of some groups. */
  static BatchArchives of(
      List<FileGroup> batch, Map<String, ArchiveDirectory> all, ArchiveLimits limits) {
    Map<String, ArchiveDirectory> directories = new HashMap<>();
    Set<String> finished = new HashSet<>();
    for (FileGroup group : batch) {
      if (!group.archive().isEmpty()) {
        directories.put(group.archive(), all.get(group.archive()));
        if (group.part() == FileGroup.Part.LAST) {
          finished.add(group.archive());
        }
      }
    }
    return new BatchArchives(directories, finished, limits);
  }
}
