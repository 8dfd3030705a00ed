package org.ecgnat.jobs.training.probe;

import java.util.Arrays;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Spark's L2-regularised logistic regression on windows. */
record Regression(SparkSession spark, ProbeSettings settings) {
  /**
   * Relative, of the objective and of its gradient: L-BFGS ends there, far below any use. With less
   * its line search fails on strongly regularised classes.
   */
  private static final double TOLERANCE = 3e-7;

  private static final String LABEL = "label";
  private static final String FEATURES = "features";
  private static final StructType SCHEMA =
      new StructType()
          .add(LABEL, DataTypes.DoubleType, false)
          .add(FEATURES, SQLDataTypes.VectorType(), false);

  /** How many classes an answer picks from. */
  enum Family {
    BINOMIAL("binomial"),
    MULTINOMIAL("multinomial");

    private final String sparkName;

    Family(String sparkName) {
      this.sparkName = sparkName;
    }
  }

  /** An example; labels count from 0. */
  static Row example(int label, float[] features) {
    return RowFactory.create((double) label, Vectors.dense(doubles(features)));
  }

  static double[] doubles(float[] values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return wide;
  }

  /**
   * Fits to convergence, or to the last iteration allowed.
   *
   * @param examples in one partition, because Spark adds partitions up in order of arrival
   */
  LogisticRegressionModel fit(JavaRDD<Row> examples, Family family) {
    return new LogisticRegression()
        .setFamily(family.sparkName)
        .setLabelCol(LABEL)
        .setFeaturesCol(FEATURES)
        .setElasticNetParam(0)
        .setRegParam(settings.regularisation())
        .setStandardization(true)
        .setFitIntercept(true)
        .setMaxIter(settings.maximumIterations())
        .setTol(TOLERANCE)
        .fit(spark.createDataFrame(examples, SCHEMA));
  }
}
