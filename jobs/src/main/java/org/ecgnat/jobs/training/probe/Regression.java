package org.ecgnat.jobs.training.probe;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.spark.LabelledVectors;

/** Spark's L2-regularised logistic regression on windows. */
record Regression(SparkSession spark, ProbeSettings settings) {
  /**
   * Relative, of the objective and of its gradient: L-BFGS ends there, far below any use. With less
   * its line search fails on strongly regularised classes.
   */
  private static final double TOLERANCE = 3e-7;

  /** How many classes an answer picks from. */
  enum Family {
    BINOMIAL("binomial"),
    MULTINOMIAL("multinomial");

    private final String sparkName;

    Family(String sparkName) {
      this.sparkName = sparkName;
    }
  }

  /**
   * Fits to convergence, or to the last iteration allowed.
   *
   * @param examples in one partition, because Spark adds partitions up in order of arrival
   */
  LogisticRegressionModel fit(JavaRDD<Row> examples, Family family) {
    return new LogisticRegression()
        .setFamily(family.sparkName)
        .setLabelCol(LabelledVectors.LABEL)
        .setFeaturesCol(LabelledVectors.FEATURES)
        .setElasticNetParam(0)
        .setRegParam(settings.regularisation())
        .setStandardization(true)
        .setFitIntercept(true)
        .setMaxIter(settings.maximumIterations())
        .setTol(TOLERANCE)
        .fit(spark.createDataFrame(examples, LabelledVectors.SCHEMA));
  }
}
