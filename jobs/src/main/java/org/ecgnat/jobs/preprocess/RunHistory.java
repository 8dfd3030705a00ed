package org.ecgnat.jobs.preprocess;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get_json_object;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.preprocessing.source.SourceDefinition;

/**
 * What the runs that wrote a corpus recorded of themselves. A record that is missing or that
 * another release wrote in another form is as if it were not there.
 *
 * @param committedAt when a batch was committed, in ISO-8601, by its id
 * @param definitions sources by name, each as the latest batch that read it defined it
 */
public record RunHistory(
    Map<String, String> committedAt, Map<String, SourceDefinition> definitions) {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .build();

  /**
   * Reads the records of a corpus; the files are read by the executors.
   *
   * @param corpus its directory
   */
  public static RunHistory of(SparkSession spark, String corpus) {
    Map<String, String> times = new TreeMap<>();
    Map<String, SourceDefinition> definitions = new HashMap<>();
    // named one by one, for Spark leaves out folders whose names begin with an underscore
    String[] files = files(spark, new Path(corpus, RunRecord.FOLDER));
    if (files.length == 0) {
      return new RunHistory(times, definitions);
    }
    List<Row> records =
        spark
            .read()
            .option("wholetext", true)
            .text(files)
            .select(
                get_json_object(col("value"), "$.batch").as("batch"),
                get_json_object(col("value"), "$.committedAt"),
                get_json_object(col("value"), "$.sources"))
            .filter(col("batch").isNotNull())
            .orderBy("batch")
            .collectAsList();
    for (Row record : records) {
      if (!record.isNullAt(1)) {
        times.put(record.getString(0), record.getString(1));
      }
      if (!record.isNullAt(2)) {
        addDefinitions(record.getString(2), definitions);
      }
    }
    return new RunHistory(times, definitions);
  }

  private static void addDefinitions(String sources, Map<String, SourceDefinition> target) {
    try {
      for (JsonNode source : JSON.readTree(sources)) {
        SourceDefinition found = JSON.treeToValue(source.get("definition"), SourceDefinition.class);
        if (found != null) {
          target.put(found.name(), found);
        }
      }
    } catch (JsonProcessingException e) {
      // of another release: what it says of its sources is unknown
      return;
    }
  }

  private static String[] files(SparkSession spark, Path folder) {
    try {
      FileSystem files = folder.getFileSystem(spark.sessionState().newHadoopConf());
      return Arrays.stream(files.listStatus(folder, path -> path.getName().endsWith(".json")))
          .map(file -> file.getPath().toString())
          .toArray(String[]::new);
    } catch (FileNotFoundException e) {
      return new String[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
