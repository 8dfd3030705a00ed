package org.ecgnat.jobs.training.probe;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.sql.Row;
import org.ecgnat.jobs.spark.LabelledVectors;

/** A binary regression a class, on the windows in which the class was assessed. */
record SigmoidFit(Regression regression, List<String> classes) {

  LinearHead fit(JavaRDD<WindowFeatures> windows, int features) {
    ClassCounts counts = ClassCounts.of(windows, classes.size());
    HeadBuilder head = new HeadBuilder(classes, features);
    for (int c = 0; c < classes.size(); c++) {
      if (counts.oneSided(c)) {
        boolean absent = counts.positives()[c] == 0;
        head.constant(c, counts.logOdds(c), absent ? "no window with it" : "none without it");
      } else {
        LogisticRegressionModel model =
            regression.fit(examples(windows, c), Regression.Family.BINOMIAL);
        head.fitted(c, model.coefficients().toArray(), model.intercept());
        head.took("class " + classes.get(c), model);
      }
    }
    return head.build();
  }

  private static JavaRDD<Row> examples(JavaRDD<WindowFeatures> windows, int label) {
    return windows
        .filter(window -> window.knows(label))
        .map(window -> LabelledVectors.row(window.has(label) ? 1 : 0, window.vector()));
  }
}
