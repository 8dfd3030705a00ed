package org.ecgnat.jobs.training.probe;

import java.util.List;
import org.ecgnat.model.training.ParameterLayout;

/**
 * A fitted head: logits are {@code weights · features + biases}.
 *
 * @param weights {@code (classes, features)}, in the scale of the features
 * @param biases {@code (classes)}
 * @param iterations of the regression, or of the longest of several
 * @param remarks what a person should know about the fit
 */
public record LinearHead(
    double[][] weights, double[] biases, int iterations, List<String> remarks) {

  private static final String WEIGHT = "head.weight";
  private static final String BIAS = "head.bias";

  /** Copies the remarks. */
  public LinearHead {
    remarks = List.copyOf(remarks);
  }

  /** The number of features that a classifier's head looks at. */
  public static int features(ParameterLayout layout) {
    return Math.toIntExact(entry(layout, WEIGHT).shape().get(1));
  }

  /**
   * Puts the head into a classifier.
   *
   * @param layout of the classifier's weights
   * @param target its weights, of which those of the head are overwritten
   */
  public void copyTo(ParameterLayout layout, float[] target) {
    int next = entry(layout, WEIGHT).offset();
    for (double[] row : weights) {
      for (double weight : row) {
        target[next++] = (float) weight;
      }
    }
    next = entry(layout, BIAS).offset();
    for (double bias : biases) {
      target[next++] = (float) bias;
    }
  }

  private static ParameterLayout.Entry entry(ParameterLayout layout, String name) {
    return layout.parameters().stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no " + name + " to fit"));
  }
}
