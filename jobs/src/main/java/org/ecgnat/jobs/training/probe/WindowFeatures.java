package org.ecgnat.jobs.training.probe;

import java.io.Serializable;
import org.apache.spark.ml.linalg.Vector;
import org.ecgnat.jobs.spark.LabelledVectors;

/**
 * What the encoder sees in a labelled window.
 *
 * @param windowId its id, which orders the windows of a regression
 * @param features {@code (features)}, pooled and normalised
 * @param present {@code (classes)}, 1 where the recording has the class
 * @param known {@code (classes)}, 1 where its source assessed the class
 */
public record WindowFeatures(String windowId, float[] features, float[] present, float[] known)
    implements Serializable {

  Vector vector() {
    return LabelledVectors.vector(features);
  }

  boolean knows(int label) {
    return known[label] > 0;
  }

  boolean has(int label) {
    return knows(label) && present[label] > 0;
  }
}
