package org.ecgnat.jobs.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.ecgnat.jobs.CommandLineRun;
import org.ecgnat.preprocessing.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealSourcesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void readsAllOfPtbXl() throws IOException {
    String corpus = folder.resolve("corpus").toString();
    CommandLineRun run =
        CommandLineRun.of(
            "preprocess",
            "--corpus",
            corpus,
            "--input",
            SharedData.path("data/ptbxl/records500").toString(),
            "--source",
            "ptbxl");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();

    CommandLineRun shown = CommandLineRun.of("corpus", "--corpus", corpus, "--json");
    JsonNode summary = JSON.readTree(shown.out());
    assertThat(summary.get("records").asInt()).isEqualTo(500);
    assertThat(summary.get("windows").asInt()).isEqualTo(500);
    assertThat(summary.get("rejected").asInt()).isZero();
  }
}
