package org.ecgnat.jobs.training.probe;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.classification.LogisticRegressionModel;

/** A head in the making: zero until a class is fitted. */
final class HeadBuilder {
  private final List<String> classes;
  private final double[][] weights;
  private final double[] biases;
  private final List<String> remarks = new ArrayList<>();
  private int iterations;

  HeadBuilder(List<String> classes, int features) {
    this.classes = classes;
    weights = new double[classes.size()][features];
    biases = new double[classes.size()];
  }

  void fitted(int label, double[] weight, double bias) {
    weights[label] = weight;
    biases[label] = bias;
  }

  void constant(int label, double bias, String why) {
    biases[label] = bias;
    remark(
        "Class "
            + classes.get(label)
            + " gets the same answer everywhere: the drawn recordings have "
            + why);
  }

  /** Notes how long a regression took, and whether it came to its end. */
  void took(String what, LogisticRegressionModel model) {
    int these = model.summary().totalIterations();
    iterations = Math.max(iterations, these);
    if (these >= model.getMaxIter()) {
      remark(
          "The regression of "
              + what
              + " has not converged after "
              + these
              + " iterations; raise probe.maximumIterations or probe.regularisation");
    }
  }

  void remark(String text) {
    remarks.add(text);
  }

  double logit(int label, double[] features) {
    double logit = biases[label];
    for (int i = 0; i < features.length; i++) {
      logit += weights[label][i] * features[i];
    }
    return logit;
  }

  LinearHead build() {
    return new LinearHead(weights, biases, iterations, remarks);
  }
}
