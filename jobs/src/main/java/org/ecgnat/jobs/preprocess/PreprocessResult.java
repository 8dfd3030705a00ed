package org.ecgnat.jobs.preprocess;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ecgnat.jobs.corpus.RecordingEntry;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;

/** What a run did; grows batch by batch. */
public final class PreprocessResult {
  private static final int EXAMPLES = 3;

  private final List<String> batches = new ArrayList<>();
  private final Map<String, Long> reasons = new TreeMap<>();
  private final List<String> examples = new ArrayList<>();
  private final Map<String, Long> otherExtensions = new TreeMap<>();
  private long accepted;
  private long windows;
  private long replaced;
  private long replacedWindows;
  private long unchanged;

  void count(Admission admission) {
    accepted += admission.added().size();
    windows += windows(admission.added());
    replaced += admission.replacing().size();
    replacedWindows += windows(admission.replacing());
    unchanged += admission.refiled().size();
    for (GroupResult.Item item : admission.setAside()) {
      RecordingEntry entry = item.entry();
      if (reasons.merge(entry.reason(), 1L, Long::sum) == 1 && examples.size() < EXAMPLES) {
        examples.add(
            entry.reason()
                + ", "
                + entry.source()
                + " "
                + entry.recordKey()
                + ": "
                + entry.detail());
      }
    }
  }

  private static long windows(List<GroupResult.Item> items) {
    return items.stream().mapToLong(item -> item.entry().windows()).sum();
  }

  void countUnchanged(long recordings) {
    unchanged += recordings;
  }

  void countOther(List<String> extensions) {
    extensions.forEach(extension -> otherExtensions.merge(extension, 1L, Long::sum));
  }

  void committed(String batchId) {
    batches.add(batchId);
  }

  /** Ids of the batches that were committed. */
  public List<String> batches() {
    return List.copyOf(batches);
  }

  /** Recordings that have windows and were not there before. */
  public long accepted() {
    return accepted;
  }

  /** Their windows. */
  public long windows() {
    return windows;
  }

  /** Recordings of which changed files gave other windows. */
  public long replaced() {
    return replaced;
  }

  /** Their new windows. */
  public long replacedWindows() {
    return replacedWindows;
  }

  /** Recordings that were set aside. */
  public long setAside() {
    return reasons.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Part of the recordings of this run that was set aside, in percent. Those of forgotten patients
   * are set aside on purpose and do not count.
   */
  public double setAsidePercent() {
    long unwanted = setAside() - reasons.getOrDefault(Reason.FORGOTTEN.code(), 0L);
    return unwanted == 0 ? 0 : 100.0 * unwanted / (accepted + replaced + unwanted);
  }

  /** Recordings that the corpus has already, from the same bytes. */
  public long unchanged() {
    return unchanged;
  }

  /** How many were set aside for each reason. */
  public Map<String, Long> reasons() {
    return Map.copyOf(reasons);
  }

  /** The first recording set aside for each of the first reasons, without private data. */
  public List<String> examples() {
    return List.copyOf(examples);
  }

  /** Files that belong to no recording, by extension. */
  public Map<String, Long> otherExtensions() {
    return new LinkedHashMap<>(otherExtensions);
  }

  /** Whether no recording was found, new or known. */
  public boolean isEmpty() {
    return accepted + replaced + setAside() + unchanged == 0;
  }
}
