package org.ecgnat.jobs.prediction;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;
import static org.apache.spark.sql.types.DataTypes.createMapType;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.ecgnat.jobs.corpus.StoredQuality;
import org.ecgnat.model.artifact.Prediction;
import scala.collection.JavaConverters;

/**
 * What a model says about a recording, with what is known of the recording: a row of {@code
 * predictions.parquet} and of what {@code predict} writes.
 *
 * @param prediction the answer, or why there is none
 * @param patientId the patient, a pseudonym in a private source; empty where unknown
 * @param recordedAt when it was recorded; empty where unknown
 * @param source source name
 * @param error what is wrong with the recording where the model abstains; or empty
 * @param scoredAt when this row was made
 */
public record PredictionRow(
    Prediction prediction,
    String patientId,
    Optional<Instant> recordedAt,
    String source,
    String error,
    Instant scoredAt) {

  /** The columns. */
  public static final StructType SCHEMA =
      new StructType()
          .add("record_key", StringType)
          .add("patient_id", StringType)
          .add("recorded_at", TimestampType)
          .add("source", StringType)
          .add("model_id", StringType)
          .add("model_version", StringType)
          .add("recipe_hash", StringType)
          .add("probabilities", createMapType(StringType, DoubleType))
          .add("labels", createArrayType(StringType))
          .add("thresholds", createMapType(StringType, DoubleType))
          .add("windows", IntegerType)
          .add("quality", StoredQuality.TYPE)
          .add("abstained", BooleanType)
          .add("reason", StringType)
          .add("error", StringType)
          .add("scored_at", TimestampType);

  /** The row in the columns of {@link #SCHEMA}, followed by further values. */
  public Row toRow(Object... further) {
    Object[] own = {
      prediction.recordKey(),
      patientId,
      recordedAt.map(Timestamp::from).orElse(null),
      source,
      prediction.modelId(),
      prediction.modelVersion(),
      prediction.recipeHash(),
      map(prediction.probabilities()),
      prediction.labels().toArray(),
      map(prediction.thresholds()),
      prediction.windows(),
      StoredQuality.cell(prediction.quality()),
      prediction.abstained(),
      prediction.reason(),
      error,
      Timestamp.from(scoredAt)
    };
    Object[] values = new Object[own.length + further.length];
    System.arraycopy(own, 0, values, 0, own.length);
    System.arraycopy(further, 0, values, own.length, further.length);
    return RowFactory.create(values);
  }

  /** A map as Spark's rows hold it. */
  public static scala.collection.Map<String, Double> map(Map<String, Double> map) {
    return JavaConverters.mapAsScalaMap(new LinkedHashMap<>(map));
  }
}
