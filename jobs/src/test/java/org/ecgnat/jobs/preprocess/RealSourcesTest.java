package org.ecgnat.jobs.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.spark.sql.Row;
import org.ecgnat.jobs.CommandLineRun;
import org.ecgnat.jobs.LocalSpark;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.preprocessing.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealSourcesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  /** As the file of sources that a user writes; the run over all five is part of CI. */
  @Test
  void accountsForEveryRecordingOfSeveralSources() throws IOException {
    String corpus = folder.resolve("corpus").toString();
    Path sources = folder.resolve("sources.yaml");
    Files.writeString(
        sources,
        """
        sources:
          - source: ptbxl
            inputs: [%s]
          - source: cinc2021
            inputs: [%s]
        """
            .formatted(SharedData.path("data/ptbxl/records500"), SharedData.path("data/cinc2021")));
    CommandLineRun run =
        CommandLineRun.of("preprocess", "--corpus", corpus, "--sources", sources.toString());
    assertThat(run.exitCode()).as(run.toString()).isZero();

    JsonNode summary =
        JSON.readTree(CommandLineRun.of("corpus", "--corpus", corpus, "--json").out());
    assertThat(summary.at("/sources/ptbxl").asInt()).isEqualTo(500);
    assertThat(summary.get("records").asInt() + summary.get("rejected").asInt())
        .isEqualTo(500 + 97);
    assertThat(summary.get("rejected").asInt()).isZero();
    assertThat(summary.get("windows").asInt()).isGreaterThanOrEqualTo(500 + 97);
    assertThat(summary.at("/labels/ptbxl-superclass:NORM").asInt()).isPositive();

    Map<String, Integer> stored = new HashMap<>();
    for (Row row :
        Corpus.open(LocalSpark.session(), corpus)
            .recordings()
            .filter("source = 'ptbxl'")
            .select("record_key", "fold")
            .collectAsList()) {
      stored.put(row.getString(0), row.getInt(1));
    }
    assertThat(stored).isEqualTo(statedFolds());
  }

  private static Map<String, Integer> statedFolds() throws IOException {
    Map<String, Integer> folds = new HashMap<>();
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).build();
    try (CSVParser rows =
        CSVParser.parse(
            SharedData.path("data/ptbxl/ptbxl_database.csv"), StandardCharsets.UTF_8, format)) {
      for (CSVRecord row : rows) {
        Path file = Path.of(row.get("filename_hr"));
        folds.put(file.getFileName().toString(), Integer.parseInt(row.get("strat_fold")));
      }
    }
    return folds;
  }
}
