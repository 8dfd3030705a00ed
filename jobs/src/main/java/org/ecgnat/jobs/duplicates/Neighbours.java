package org.ecgnat.jobs.duplicates;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.LongAccumulator;

/**
 * Goes once through sketches in order of their bits and compares each with the last sketch of each
 * of the {@value #RECORDINGS} recordings before it: the work grows as the number of sketches does,
 * and a popular pattern costs no more than a rare one. The copy of a sketch is in this
 * neighbourhood where the first bits agree (after the sorted neighbourhoods of Hernández and
 * Stolfo, SIGMOD 1995, and the sorted permutations of Charikar, STOC 2002, section 5).
 */
final class Neighbours implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  /** Recordings looked back at. */
  static final int RECORDINGS = 8;

  private final LongAccumulator comparisons;

  Neighbours(LongAccumulator comparisons) {
    this.comparisons = comparisons;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> sorted) {
    return new Walk(sorted);
  }

  private record Item(Sketch sketch, long recording, long window, double seconds) {
    static Item of(Row row) {
      return new Item(
          new Sketch(row.getLong(1), row.getLong(2)),
          row.getLong(3),
          row.getLong(4),
          row.getDouble(5));
    }
  }

  /** Emits candidates as it goes, so that memory does not grow with the partition. */
  private final class Walk implements Iterator<Row> {
    private final Iterator<Row> sorted;
    private final Map<Long, Item> before = new LinkedHashMap<>();
    private final List<Row> ready = new ArrayList<>();
    private int bucket = -1;

    Walk(Iterator<Row> sorted) {
      this.sorted = sorted;
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && sorted.hasNext()) {
        Row row = sorted.next();
        if (row.getInt(0) != bucket) {
          bucket = row.getInt(0);
          before.clear();
        }
        compare(Item.of(row));
      }
      return !ready.isEmpty();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.remove(ready.size() - 1);
    }

    private void compare(Item item) {
      for (Item other : before.values()) {
        if (other.recording() != item.recording()) {
          comparisons.add(1);
          int distance = item.sketch().distance(other.sketch());
          if (distance <= Sketch.FAR) {
            ready.add(candidate(item, other, distance));
          }
        }
      }
      before.remove(item.recording());
      if (before.size() == RECORDINGS) {
        before.remove(before.keySet().iterator().next());
      }
      before.put(item.recording(), item);
    }

    private static Row candidate(Item one, Item two, int distance) {
      boolean ordered = one.recording() < two.recording();
      Item a = ordered ? one : two;
      Item b = ordered ? two : one;
      return RowFactory.create(
          a.recording(),
          b.recording(),
          a.window(),
          b.window(),
          b.seconds() - a.seconds(),
          distance);
    }
  }
}
