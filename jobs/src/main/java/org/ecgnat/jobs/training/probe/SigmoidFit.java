package org.ecgnat.jobs.training.probe;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.sql.Row;

/** A binary regression a class, on the windows in which the class was assessed. */
record SigmoidFit(Regression regression, List<String> classes) {

  LinearHead fit(JavaRDD<WindowFeatures> windows, int features) {
    ClassCounts counts = ClassCounts.of(windows, classes.size());
    double[][] weights = new double[classes.size()][features];
    double[] biases = new double[classes.size()];
    int iterations = 0;
    List<String> remarks = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      String name = classes.get(c);
      if (counts.oneSided(c)) {
        biases[c] = counts.logOdds(c);
        remarks.add(
            Remarks.constant(
                name, counts.positives()[c] == 0 ? "no window with it" : "none without it"));
      } else {
        LogisticRegressionModel model =
            regression.fit(examples(windows, c), Regression.Family.BINOMIAL);
        weights[c] = model.coefficients().toArray();
        biases[c] = model.intercept();
        iterations = Math.max(iterations, model.summary().totalIterations());
        Remarks.ofConvergence("class " + name, model, regression.settings())
            .ifPresent(remarks::add);
      }
    }
    return new LinearHead(weights, biases, iterations, remarks);
  }

  private static JavaRDD<Row> examples(JavaRDD<WindowFeatures> windows, int label) {
    return windows
        .filter(window -> window.knows(label))
        .map(window -> Regression.example(window.has(label) ? 1 : 0, window.features()));
  }
}
