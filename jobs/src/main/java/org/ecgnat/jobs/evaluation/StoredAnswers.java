package org.ecgnat.jobs.evaluation;

import static org.apache.spark.sql.functions.col;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.corpus.RecordingKey;

/**
 * What an evaluation stored of each recording that has a truth, in the order of the recordings.
 *
 * @param directory of the evaluation
 * @param recordings by key
 */
record StoredAnswers(String directory, Map<RecordingKey, Answer> recordings) {

  /**
   * One recording.
   *
   * @param patientId empty where unknown
   * @param targets class to truth, without those that were not assessed
   * @param probabilities class to probability; empty where the model abstained
   */
  record Answer(
      String patientId, Map<String, Boolean> targets, Map<String, Double> probabilities) {}

  /**
   * Reads {@code predictions.parquet}.
   *
   * @throws UserException where there is none
   */
  static StoredAnswers read(SparkSession spark, String directory) {
    Map<RecordingKey, Answer> recordings =
        new TreeMap<>(
            Comparator.comparing(RecordingKey::source).thenComparing(RecordingKey::recordKey));
    for (Row row : rows(spark, directory)) {
      Map<String, Boolean> targets = row.getJavaMap(3);
      if (!targets.isEmpty()) {
        recordings.put(
            new RecordingKey(row.getString(0), row.getString(1)),
            new Answer(row.getString(2), targets, row.getJavaMap(4)));
      }
    }
    return new StoredAnswers(directory, recordings);
  }

  private static List<Row> rows(SparkSession spark, String directory) {
    String path = new Path(directory, "predictions.parquet").toString();
    try {
      return spark
          .read()
          .parquet(path)
          .select(
              col("source"),
              col("record_key"),
              col("patient_id"),
              col("targets"),
              col("probabilities"))
          .collectAsList();
    } catch (Exception e) {
      if (e instanceof AnalysisException) {
        throw new UserException(
            "Cannot compare "
                + directory
                + ": it holds no predictions.parquet of an evaluation; give what ecgnat evaluate"
                + " --output named",
            e);
      }
      throw e;
    }
  }
}
