package org.ecgnat.jobs.report;

import java.util.Map;
import java.util.TreeMap;

/**
 * How often whole or rounded numbers occurred.
 *
 * @param counts by number
 */
record Distribution(TreeMap<Double, Long> counts) {

  static Distribution of(Map<Double, Long> counts) {
    return new Distribution(new TreeMap<>(counts));
  }

  boolean isEmpty() {
    return counts.isEmpty();
  }

  long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * The number that a share of all is not above.
   *
   * @param share 0 to 1
   * @throws java.util.NoSuchElementException where it is empty
   */
  double quantile(double share) {
    double rank = share * total();
    long seen = 0;
    for (Map.Entry<Double, Long> entry : counts.entrySet()) {
      seen += entry.getValue();
      if (seen >= rank) {
        return entry.getKey();
      }
    }
    return counts.lastKey();
  }

  /**
   * Counts in bins of equal width; what lies outside is in the first or the last one.
   *
   * @param from lower bound of the first bin
   * @param width of a bin
   * @param bins how many
   */
  long[] binned(double from, double width, int bins) {
    long[] result = new long[bins];
    counts.forEach(
        (number, count) -> {
          int bin = (int) Math.floor((number - from) / width);
          result[Math.max(0, Math.min(bins - 1, bin))] += count;
        });
    return result;
  }
}
