package org.ecgnat.jobs.training.probe;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.sql.Row;
import org.ecgnat.jobs.spark.LabelledVectors;

/**
 * A multinomial regression over the classes that windows have. A window takes part where its source
 * assessed all of them: elsewhere the answer may be one that nobody asked for.
 */
record SoftmaxFit(Regression regression, List<String> classes) {

  LinearHead fit(JavaRDD<WindowFeatures> windows, int features) {
    int[] seen = present(windows);
    JavaRDD<WindowFeatures> complete =
        windows.filter(
            window ->
                Arrays.stream(seen).allMatch(window::knows)
                    && Arrays.stream(seen).anyMatch(window::has));
    int[] fitted = present(complete);
    HeadBuilder head = new HeadBuilder(classes, features);
    long leftOut = windows.count() - complete.count();
    if (leftOut > 0) {
      head.remark(
          leftOut
              + " windows take no part: they have no class, or their source did not assess all"
              + " classes that there are");
    }
    if (fitted.length > 1) {
      fit(head, complete, fitted);
    }
    fillIn(head, complete, fitted, features);
    return head.build();
  }

  private void fit(HeadBuilder head, JavaRDD<WindowFeatures> windows, int[] fitted) {
    LogisticRegressionModel model =
        regression.fit(examples(windows, fitted), Regression.Family.MULTINOMIAL);
    Matrix weights = model.coefficientMatrix();
    for (int k = 0; k < fitted.length; k++) {
      int row = k;
      head.fitted(
          fitted[k],
          IntStream.range(0, weights.numCols()).mapToDouble(i -> weights.apply(row, i)).toArray(),
          model.interceptVector().apply(k));
    }
    head.took("all classes", model);
  }

  /**
   * Classes that no window has: their odds against all others are those of half a window against
   * all windows, where the features are at their mean.
   */
  private void fillIn(
      HeadBuilder head, JavaRDD<WindowFeatures> windows, int[] fitted, int features) {
    long count = windows.count();
    double[] mean = mean(windows, features, count);
    double others = Arrays.stream(fitted).mapToDouble(c -> Math.exp(head.logit(c, mean))).sum();
    double bias = fitted.length == 0 ? 0 : Math.log(others) + ClassCounts.logOdds(0, count);
    for (int c = 0; c < classes.size(); c++) {
      if (Arrays.binarySearch(fitted, c) < 0) {
        head.constant(c, bias, "no window with it");
      }
    }
  }

  private int[] present(JavaRDD<WindowFeatures> windows) {
    long[] positives = ClassCounts.of(windows, classes.size()).positives();
    return IntStream.range(0, positives.length).filter(c -> positives[c] > 0).toArray();
  }

  /** A window counts once for each class that it has, as in the cross-entropy of fine-tuning. */
  private static JavaRDD<Row> examples(JavaRDD<WindowFeatures> windows, int[] labels) {
    return windows.flatMap(
        window ->
            IntStream.range(0, labels.length)
                .filter(k -> window.has(labels[k]))
                .mapToObj(k -> LabelledVectors.row(k, window.vector()))
                .iterator());
  }

  private static double[] mean(JavaRDD<WindowFeatures> windows, int features, long count) {
    double[] sum =
        windows.aggregate(
            new double[features],
            (total, window) -> add(total, window.vector().toArray()),
            SoftmaxFit::add);
    return Arrays.stream(sum).map(value -> value / Math.max(1, count)).toArray();
  }

  private static double[] add(double[] total, double[] more) {
    Arrays.setAll(total, i -> total[i] + more[i]);
    return total;
  }
}
