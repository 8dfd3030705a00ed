package org.ecgnat.jobs.training.probe;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Fits the head of a linear probe: a regression a class for a multi-label task, one over all
 * classes for a single-label task.
 *
 * @param spark runs it
 * @param classes in the order of the head's outputs
 * @param multiLabel a sigmoid a class instead of a softmax
 * @param settings of the regressions
 */
public record HeadFit(
    SparkSession spark, List<String> classes, boolean multiLabel, ProbeSettings settings) {

  /** Copies the list. */
  public HeadFit {
    classes = List.copyOf(classes);
  }

  /**
   * Fits a head. The result depends on the windows alone, not on their order or partitions.
   *
   * @param windows with ids that differ
   * @param features of each
   */
  public LinearHead fit(JavaRDD<WindowFeatures> windows, int features) {
    // One partition in a fixed order: few labels fit, and sums are the same every time.
    JavaRDD<WindowFeatures> ordered =
        windows.sortBy(WindowFeatures::windowId, true, 1).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Regression regression = new Regression(spark, settings);
      return multiLabel
          ? new SigmoidFit(regression, classes).fit(ordered, features)
          : new SoftmaxFit(regression, classes).fit(ordered, features);
    } finally {
      ordered.unpersist();
    }
  }
}
