package org.ecgnat.jobs.corpus;

import static org.apache.spark.sql.functions.col;

import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.preprocessing.corpus.WindowsTable;
import scala.Tuple2;

/**
 * Windows dealt to files, each in the order of their content, so that its row groups are random
 * samples.
 */
final class ContentOrder {
  private ContentOrder() {}

  /**
   * Deals them.
   *
   * @param rows with the columns of the windows table
   * @param bytes of them by source
   * @param fileBytes upper limit of a file
   * @return a file each partition
   */
  static Dataset<Row> of(
      SparkSession spark, Dataset<Row> rows, Map<String, Long> bytes, long fileBytes) {
    FileBuckets buckets = FileBuckets.of(bytes, fileBytes);
    int source = rows.schema().fieldIndex(WindowsTable.SOURCE);
    int hash = rows.schema().fieldIndex(WindowsTable.CONTENT_HASH);
    JavaPairRDD<Integer, Row> dealt =
        rows.toJavaRDD()
            .mapToPair(
                row -> new Tuple2<>(buckets.of(row.getString(source), row.getString(hash)), row));
    return deal(spark, dealt, buckets);
  }

  /**
   * Deals them.
   *
   * @param rows with the columns of the windows table, by bucket
   * @return a file each partition
   */
  static Dataset<Row> deal(
      SparkSession spark, JavaPairRDD<Integer, Row> rows, FileBuckets buckets) {
    return spark
        .createDataFrame(rows.partitionBy(buckets).values(), CorpusSchemas.WINDOWS)
        .sortWithinPartitions(col(WindowsTable.SOURCE), col(WindowsTable.CONTENT_HASH));
  }
}
