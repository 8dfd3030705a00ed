package org.ecgnat.jobs.corpus;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Rows of the driver as a data set. */
final class TaskRows {
  /** Rows that a task description carries: one task would carry those of a whole batch. */
  private static final int ROWS_PER_TASK = 500;

  private TaskRows() {}

  static Dataset<Row> of(SparkSession spark, List<Row> rows, StructType schema) {
    return spark.createDataFrame(
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(rows, 1 + rows.size() / ROWS_PER_TASK),
        schema);
  }
}
