package org.ecgnat.jobs.preprocess;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ecgnat.jobs.corpus.RecordingEntry;
import org.ecgnat.preprocessing.recording.SourceFile;

/**
 * Leaves out what was read as a part of another recording and on its own as well: the segments of a
 * multi-segment WFDB record have headers like any record's, and which came first is chance. Where
 * the whole was set aside its parts stay, so that nothing is lost.
 */
final class PartsOfRecordings {
  private PartsOfRecordings() {}

  /** The recordings of a batch that are no part of another one of it. */
  static List<GroupResult.Item> leaveOut(List<GroupResult.Item> items) {
    Set<String> mainFiles = new HashSet<>();
    items.forEach(item -> mainFiles.add(key(item.entry(), item.entry().mainFile())));
    Set<String> parts = new HashSet<>();
    for (GroupResult.Item item : items) {
      RecordingEntry entry = item.entry();
      if (entry.accepted()) {
        entry.files().stream()
            // an archive is among the files of all that lies in it, without a hash
            .filter(file -> !file.sha256().isEmpty())
            .map(SourceFile::path)
            .filter(path -> !path.equals(entry.mainFile()))
            .map(path -> key(entry, path))
            .filter(mainFiles::contains)
            .forEach(parts::add);
      }
    }
    return parts.isEmpty()
        ? items
        : items.stream()
            .filter(item -> !parts.contains(key(item.entry(), item.entry().mainFile())))
            .toList();
  }

  private static String key(RecordingEntry entry, String path) {
    return entry.source() + "\n" + path;
  }
}
