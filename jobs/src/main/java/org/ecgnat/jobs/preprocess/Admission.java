package org.ecgnat.jobs.preprocess;

import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of the recordings of a batch.
 *
 * @param added with windows, under keys that the corpus does not hold
 * @param replacing with windows that take the place of those that the corpus holds under the key:
 *     the same main file has other content
 * @param refiled which the corpus holds from the same bytes: only times or places of its files are
 *     others
 * @param setAside without windows
 */
record Admission(
    List<GroupResult.Item> added,
    List<GroupResult.Item> replacing,
    List<GroupResult.Item> refiled,
    List<GroupResult.Item> setAside) {

  /** Nothing yet. */
  Admission() {
    this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  /** Whether there is nothing to write. */
  boolean isEmpty() {
    return added.isEmpty() && replacing.isEmpty() && refiled.isEmpty() && setAside.isEmpty();
  }

  /** Those whose windows are to be written. */
  List<GroupResult.Item> withWindows() {
    List<GroupResult.Item> all = new ArrayList<>(added);
    all.addAll(replacing);
    return all;
  }
}
