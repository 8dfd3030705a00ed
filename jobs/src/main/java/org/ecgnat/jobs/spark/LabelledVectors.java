package org.ecgnat.jobs.spark;

import java.util.Arrays;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The examples that Spark's regressions learn from. */
public final class LabelledVectors {
  /** Column of what is to be told. */
  public static final String LABEL = "label";

  /** Column of what it is told from. */
  public static final String FEATURES = "features";

  /** Both columns. */
  public static final StructType SCHEMA =
      new StructType()
          .add(LABEL, DataTypes.DoubleType, false)
          .add(FEATURES, SQLDataTypes.VectorType(), false);

  private LabelledVectors() {}

  /** An example; labels count from 0. */
  public static Row row(int label, Vector features) {
    return RowFactory.create((double) label, features);
  }

  /** Features in double precision. */
  public static Vector vector(float[] features) {
    double[] wide = new double[features.length];
    Arrays.setAll(wide, i -> features[i]);
    return Vectors.dense(wide);
  }
}
