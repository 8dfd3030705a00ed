package org.ecgnat.jobs.prediction;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.corpus.RecordingEntry;
import org.ecgnat.jobs.corpus.StagedRecording;
import org.ecgnat.jobs.preprocess.RawRecordings;
import org.ecgnat.jobs.preprocess.SourceInput;
import org.ecgnat.jobs.spark.ResultDirectory;
import org.ecgnat.model.artifact.EcgModel;
import org.ecgnat.model.artifact.Prediction;
import org.ecgnat.preprocessing.codec.DecodedWindow;
import org.ecgnat.preprocessing.codec.WindowCodec;
import org.ecgnat.preprocessing.quality.QualityFinding;

/**
 * Lets a model answer for raw recordings and writes a row for each; one that cannot be used gets a
 * row that says why.
 *
 * @param model the model directory, any Hadoop path
 * @param input the recordings and what is known of their source
 * @param siteKeyFile file of the site key, or empty
 * @param format of the output
 * @param output where the rows shall lie, any Hadoop path
 * @param existing what to do where that exists
 */
public record PredictionJob(
    String model,
    SourceInput input,
    String siteKeyFile,
    Format format,
    String output,
    ResultDirectory.Existing existing) {

  /** How rows are written. */
  public enum Format {
    /** Parquet files. */
    PARQUET,
    /** Text files with a JSON object a line. */
    JSONL
  }

  /**
   * What was done.
   *
   * @param recordings rows written
   * @param abstained those without an answer
   */
  public record Result(long recordings, long abstained) {}

  /**
   * Runs the job.
   *
   * @throws UserException where the model or the input cannot be used, no recording is found, or
   *     the output exists or cannot be written
   */
  public Result run(SparkSession spark) {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    try (ResultDirectory result = ResultDirectory.begin(hadoop, output, existing)) {
      ModelFiles files = ModelFiles.read(hadoop, model);
      EcgModel opened = ExecutorModels.open(files);
      Classifiers.task(model, opened);
      Broadcast<ModelFiles> broadcast =
          JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(files);
      Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      JavaRDD<Row> rows =
          RawRecordings.read(spark, input, opened.description().recipe(), siteKeyFile)
              .map(recording -> row(broadcast.value(), recording, now));
      String written = result.path("rows");
      DataFrameWriter<Row> writer = spark.createDataFrame(rows, PredictionRow.SCHEMA).write();
      Dataset<Row> read =
          switch (format) {
            case PARQUET -> {
              writer.parquet(written);
              yield spark.read().parquet(written);
            }
            case JSONL -> {
              writer.option("ignoreNullFields", "false").json(written);
              yield spark.read().schema(PredictionRow.SCHEMA).json(written);
            }
          };
      long recordings = read.count();
      long abstained = read.filter("abstained").count();
      broadcast.destroy();
      if (recordings == 0) {
        throw new UserException(
            String.format(
                Locale.ROOT,
                "Cannot find any recording in %s; check the path (WFDB records have a .hea file"
                    + " each)",
                String.join(", ", input.inputs())));
      }
      result.commitOnly("rows");
      return new Result(recordings, abstained);
    }
  }

  private static Row row(ModelFiles files, StagedRecording recording, Instant now) {
    EcgModel model = ExecutorModels.open(files);
    RecordingEntry entry = recording.entry();
    List<DecodedWindow> windows =
        recording.windows().stream().map(window -> WindowCodec.decode(window.signal())).toList();
    List<QualityFinding> quality =
        Stream.concat(
                entry.quality().stream(),
                recording.windows().stream().flatMap(window -> window.quality().stream()))
            .toList();
    float[][] logits = windows.isEmpty() ? new float[0][] : model.logits(windows);
    Prediction prediction =
        Classifiers.prediction(model, entry.recordKey(), logits, quality, entry.reason());
    return new PredictionRow(
            prediction, entry.patientId(), entry.recordedAt(), entry.source(), entry.detail(), now)
        .toRow();
  }
}
