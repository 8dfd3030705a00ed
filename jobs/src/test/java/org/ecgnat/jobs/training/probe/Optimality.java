package org.ecgnat.jobs.training.probe;

import java.util.List;

/**
 * How far a head is from the least penalised cross-entropy: the largest element of the gradient by
 * the coefficients of the standardised features and by the intercepts, from the definition alone.
 */
public final class Optimality {
  private Optimality() {}

  /** Of a class on its own, on the windows in which it was assessed. */
  public static double ofSigmoid(
      List<WindowFeatures> windows, int label, double[] weights, double bias, double penalty) {
    List<WindowFeatures> examples =
        windows.stream().filter(window -> window.known()[label] == 1).toList();
    double[] errors = new double[examples.size()];
    for (int i = 0; i < errors.length; i++) {
      float[] x = examples.get(i).features();
      errors[i] = 1 / (1 + Math.exp(-logit(weights, bias, x))) - examples.get(i).present()[label];
    }
    return largest(examples, errors, weights, penalty);
  }

  /** Of some classes that exclude each other, each window having one of them. */
  static double ofSoftmax(
      List<WindowFeatures> windows,
      List<Integer> labels,
      double[][] weights,
      double[] biases,
      double penalty) {
    double largest = 0;
    for (int label : labels) {
      double[] errors = new double[windows.size()];
      for (int i = 0; i < errors.length; i++) {
        float[] x = windows.get(i).features();
        double sum = 0;
        for (int other : labels) {
          sum += Math.exp(logit(weights[other], biases[other], x));
        }
        double probability = Math.exp(logit(weights[label], biases[label], x)) / sum;
        errors[i] = probability - windows.get(i).present()[label];
      }
      largest = Math.max(largest, largest(windows, errors, weights[label], penalty));
    }
    return largest;
  }

  static double logit(double[] weights, double bias, float[] features) {
    double sum = bias;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * features[i];
    }
    return sum;
  }

  private static double largest(
      List<WindowFeatures> examples, double[] errors, double[] weights, double penalty) {
    int n = examples.size();
    double intercept = 0;
    for (double error : errors) {
      intercept += error / n;
    }
    double largest = Math.abs(intercept);
    for (int j = 0; j < weights.length; j++) {
      int feature = j;
      double mean =
          examples.stream().mapToDouble(one -> one.features()[feature]).average().orElseThrow();
      double squares = 0;
      double gradient = 0;
      for (int i = 0; i < n; i++) {
        double value = examples.get(i).features()[j];
        squares += (value - mean) * (value - mean);
        gradient += errors[i] * value / n;
      }
      double deviation = Math.sqrt(squares / (n - 1));
      // by weight · deviation, the coefficient of the standardised feature
      double standardised = gradient / deviation + penalty * weights[j] * deviation;
      // an offset of the feature multiplies the intercept's own gradient
      largest = Math.max(largest, Math.abs(standardised - intercept * mean / deviation));
    }
    return largest;
  }
}
