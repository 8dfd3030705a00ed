package org.ecgnat.jobs.training.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.sql.Row;

/**
 * A multinomial regression over the classes that windows have. A window takes part where its source
 * assessed all of them: elsewhere the answer may be one that nobody asked for.
 */
record SoftmaxFit(Regression regression, List<String> classes) {

  LinearHead fit(JavaRDD<WindowFeatures> windows, int features) {
    int[] seen = present(ClassCounts.of(windows, classes.size()));
    JavaRDD<WindowFeatures> complete =
        windows.filter(
            window ->
                Arrays.stream(seen).allMatch(window::knows)
                    && Arrays.stream(seen).anyMatch(window::has));
    int[] fitted = present(ClassCounts.of(complete, classes.size()));
    long rows = complete.count();
    double[][] weights = new double[classes.size()][features];
    double[] biases = new double[classes.size()];
    int iterations = 0;
    List<String> remarks = new ArrayList<>();
    if (rows < windows.count()) {
      remarks.add(
          (windows.count() - rows)
              + " windows take no part: they have no class, or their source did not assess all"
              + " classes that there are");
    }
    if (fitted.length > 1) {
      LogisticRegressionModel model =
          regression.fit(examples(complete, fitted), Regression.Family.MULTINOMIAL);
      for (int k = 0; k < fitted.length; k++) {
        for (int i = 0; i < features; i++) {
          weights[fitted[k]][i] = model.coefficientMatrix().apply(k, i);
        }
        biases[fitted[k]] = model.interceptVector().apply(k);
      }
      iterations = model.summary().totalIterations();
      Remarks.ofConvergence("all classes", model, regression.settings()).ifPresent(remarks::add);
    }
    double[] mean = mean(complete, features, rows);
    double others =
        Math.log(
            Arrays.stream(fitted)
                .mapToDouble(c -> Math.exp(dot(weights[c], mean, biases[c])))
                .sum());
    for (int c = 0; c < classes.size(); c++) {
      int label = c;
      if (Arrays.stream(fitted).noneMatch(one -> one == label)) {
        // half a window against all others, where the features are at their mean
        biases[c] = fitted.length == 0 ? 0 : others + ClassCounts.logOdds(0, rows);
        remarks.add(Remarks.constant(classes.get(c), "no window with it"));
      }
    }
    return new LinearHead(weights, biases, iterations, remarks);
  }

  private static int[] present(ClassCounts counts) {
    return IntStream.range(0, counts.positives().length)
        .filter(c -> counts.positives()[c] > 0)
        .toArray();
  }

  /** A window counts once for each class that it has, as in the cross-entropy of fine-tuning. */
  private static JavaRDD<Row> examples(JavaRDD<WindowFeatures> windows, int[] labels) {
    return windows.flatMap(
        window ->
            IntStream.range(0, labels.length)
                .filter(k -> window.has(labels[k]))
                .mapToObj(k -> Regression.example(k, window.features()))
                .iterator());
  }

  private static double[] mean(JavaRDD<WindowFeatures> windows, int features, long rows) {
    double[] sum =
        windows.aggregate(
            new double[features],
            (total, window) -> add(total, Regression.doubles(window.features())),
            SoftmaxFit::add);
    return Arrays.stream(sum).map(value -> value / Math.max(1, rows)).toArray();
  }

  private static double[] add(double[] total, double[] more) {
    Arrays.setAll(total, i -> total[i] + more[i]);
    return total;
  }

  private static double dot(double[] weights, double[] features, double bias) {
    return bias
        + IntStream.range(0, weights.length).mapToDouble(i -> weights[i] * features[i]).sum();
  }
}
