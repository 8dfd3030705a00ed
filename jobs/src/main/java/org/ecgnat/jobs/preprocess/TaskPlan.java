package org.ecgnat.jobs.preprocess;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.ToLongFunction;

/** Packs things in their order into bins of about equal bytes. */
final class TaskPlan {
  /** What opening a file costs, in bytes read instead: many small files are work too. */
  static final long OPENING_BYTES = 64 << 10;

  private TaskPlan() {}

  /**
   * Packs what comes one by one, so that only one bin is held.
   *
   * @param bytes of a thing
   * @param binBytes a bin is closed before it would exceed this; a larger thing gets its own
   */
  static <T> Iterator<List<T>> bins(Iterator<T> things, ToLongFunction<T> bytes, long binBytes) {
    return new Iterator<>() {
      private final List<T> begun = new ArrayList<>();

      @Override
      public boolean hasNext() {
        return !begun.isEmpty() || things.hasNext();
      }

      @Override
      public List<T> next() {
        if (begun.isEmpty()) {
          begun.add(things.next());
        }
        long filled = bytes.applyAsLong(begun.get(0));
        while (things.hasNext()) {
          T thing = things.next();
          filled += bytes.applyAsLong(thing);
          if (filled > binBytes) {
            List<T> bin = List.copyOf(begun);
            begun.clear();
            begun.add(thing);
            return bin;
          }
          begun.add(thing);
        }
        List<T> bin = List.copyOf(begun);
        begun.clear();
        return bin;
      }
    };
  }

  /**
   * Packs.
   *
   * @param bytes of a thing
   * @param binBytes a bin is closed before it would exceed this; a larger thing gets its own
   */
  static <T> List<List<T>> pack(List<T> things, ToLongFunction<T> bytes, long binBytes) {
    List<List<T>> bins = new ArrayList<>();
    bins(things.iterator(), bytes, binBytes).forEachRemaining(bins::add);
    return bins;
  }
}
