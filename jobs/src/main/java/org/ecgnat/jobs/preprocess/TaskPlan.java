package org.ecgnat.jobs.preprocess;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Packs things in their order into bins of about equal bytes. */
final class TaskPlan {
  /** What opening a file costs, in bytes read instead: many small files are work too. */
  static final long OPENING_BYTES = 64 << 10;

  private TaskPlan() {}

  /**
   * Packs.
   *
   * @param bytes of a thing
   * @param binBytes a bin is closed before it would exceed this; a larger thing gets its own
   */
  static <T> List<List<T>> pack(List<T> things, ToLongFunction<T> bytes, long binBytes) {
    List<List<T>> bins = new ArrayList<>();
    List<T> bin = new ArrayList<>();
    long filled = 0;
    for (T thing : things) {
      long weight = bytes.applyAsLong(thing);
      if (!bin.isEmpty() && filled + weight > binBytes) {
        bins.add(List.copyOf(bin));
        bin.clear();
        filled = 0;
      }
      bin.add(thing);
      filled += weight;
    }
    if (!bin.isEmpty()) {
      bins.add(List.copyOf(bin));
    }
    return bins;
  }
}
