package org.ecgnat.preprocessing.format.dicom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * Leads on one time axis. Carts that print three leads at a time store four groups, each begun 2.5
 * s after the one before (Multiplex Group Time Offset, PS3.3 C.10.9.1.1); together they are one
 * recording, in which a lead is missing while another was written.
 *
 * @param rateHz samples a second
 * @param rows the leads, all of the same length, NaN where missing
 * @param known whether every amplitude is in millivolts
 * @param filters how the channels were filtered, each text once
 */
record Strip(double rateHz, Map<Lead, float[]> rows, boolean known, String filters) {

  /**
   * Groups that share a rate, state when they began and neither overlap in leads nor leave gaps.
   */
  private static final class Collection {
    private final List<MultiplexGroup> groups = new ArrayList<>();

    Collection(MultiplexGroup first) {
      groups.add(first);
    }

    /** Adds a group where it fits. */
    boolean offer(MultiplexGroup group) {
      List<MultiplexGroup> together = new ArrayList<>(groups);
      together.add(group);
      boolean timed = together.stream().allMatch(g -> g.startMillis().isPresent());
      boolean sameRate = group.rateHz() == groups.get(0).rateHz();
      boolean distinct =
          group.channels().stream()
              .noneMatch(
                  channel ->
                      groups.stream()
                          .flatMap(g -> g.channels().stream())
                          .anyMatch(other -> other.lead() == channel.lead()));
      long total = together.stream().mapToLong(MultiplexGroup::samples).sum();
      boolean fits = timed && sameRate && distinct && length(together) <= total;
      if (fits) {
        groups.add(group);
      }
      return fits;
    }

    Strip strip() {
      int length = groups.size() == 1 ? groups.get(0).samples() : (int) length(groups);
      Map<Lead, float[]> rows = new EnumMap<>(Lead.class);
      TreeSet<String> filters = new TreeSet<>();
      boolean known = true;
      for (MultiplexGroup group : groups) {
        int at = groups.size() == 1 ? 0 : (int) start(group, groups);
        for (int row = 0; row < group.channels().size(); row++) {
          Channel channel = group.channels().get(row);
          rows.put(channel.lead(), placed(group.signal()[row], at, length));
          known &= channel.known();
          filters.add(channel.filter());
        }
      }
      filters.remove("");
      return new Strip(groups.get(0).rateHz(), rows, known, String.join("; ", filters));
    }
  }

  /** Puts groups together that belong together. */
  static List<Strip> of(List<MultiplexGroup> groups) {
    List<Collection> collections = new ArrayList<>();
    for (MultiplexGroup group : groups) {
      if (collections.stream().noneMatch(collection -> collection.offer(group))) {
        collections.add(new Collection(group));
      }
    }
    return collections.stream().map(Collection::strip).toList();
  }

  /** First sample of a group, counted from the earliest one's. */
  private static long start(MultiplexGroup group, List<MultiplexGroup> groups) {
    double earliest =
        groups.stream().mapToDouble(g -> g.startMillis().orElse(0)).min().orElseThrow();
    return Math.round((group.startMillis().orElse(0) - earliest) / 1000 * group.rateHz());
  }

  /** Samples from the beginning of the earliest group to the end of the last. */
  private static long length(List<MultiplexGroup> groups) {
    return groups.stream()
        .mapToLong(g -> Math.min(Integer.MAX_VALUE, start(g, groups)) + g.samples())
        .max()
        .orElseThrow();
  }

  private static float[] placed(float[] row, int at, int length) {
    if (row.length == length) {
      return row;
    }
    float[] placed = new float[length];
    Arrays.fill(placed, Float.NaN);
    System.arraycopy(row, 0, placed, at, row.length);
    return placed;
  }
}
