package org.ecgnat.jobs.training.probe;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * Windows of each class.
 *
 * @param positives {@code (classes)}
 * @param negatives {@code (classes)}
 */
record ClassCounts(long[] positives, long[] negatives) implements Serializable {
  private static final double HALF = 0.5;

  static ClassCounts of(JavaRDD<WindowFeatures> windows, int classes) {
    ClassCounts total = new ClassCounts(new long[classes], new long[classes]);
    for (ClassCounts part : windows.mapPartitions(all -> count(all, classes)).collect()) {
      for (int c = 0; c < classes; c++) {
        total.positives[c] += part.positives[c];
        total.negatives[c] += part.negatives[c];
      }
    }
    return total;
  }

  private static Iterator<ClassCounts> count(Iterator<WindowFeatures> windows, int classes) {
    ClassCounts counts = new ClassCounts(new long[classes], new long[classes]);
    while (windows.hasNext()) {
      WindowFeatures window = windows.next();
      for (int c = 0; c < classes; c++) {
        counts.positives[c] += window.has(c) ? 1 : 0;
        counts.negatives[c] += window.knows(c) && !window.has(c) ? 1 : 0;
      }
    }
    return List.of(counts).iterator();
  }

  /** Whether there is nothing to tell the class by. */
  boolean oneSided(int label) {
    return positives[label] == 0 || negatives[label] == 0;
  }

  /** The logarithm of the odds, with half a window added to either side. */
  double logOdds(int label) {
    return logOdds(positives[label], negatives[label]);
  }

  static double logOdds(long positives, long negatives) {
    return Math.log((positives + HALF) / (negatives + HALF));
  }
}
