package org.ecgnat.jobs.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.ecgnat.jobs.CommandLineRun;
import org.ecgnat.jobs.LocalSpark;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.preprocessing.SharedData;
import org.ecgnat.preprocessing.format.archive.ArchiveFixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments lie beside the header that joins them: the whole is the recording. */
class MultiSegmentInputTest {
  private static final String SAMPLES = "data/formats/wfdb/sample-data/multi-segment";

  @TempDir Path folder;

  private CommandLineRun preprocess(Path input) {
    return FolderSource.preprocess(
        folder.resolve("corpus").toString(),
        input.toString(),
        folder.resolve("site-key"),
        "--max-rejected",
        "100");
  }

  private List<Double> secondsOfAccepted() {
    return Corpus.open(LocalSpark.session(), folder.resolve("corpus").toString())
        .recordings()
        .filter("outcome = 'accepted'")
        .orderBy("duration_seconds")
        .select("duration_seconds")
        .collectAsList()
        .stream()
        .map((Row row) -> row.getDouble(0))
        .toList();
  }

  @Test
  void theWholeIsTheRecordingAndItsSegmentsAreNot() throws IOException {
    Path input = Files.createDirectory(folder.resolve("input"));
    copy(SharedData.path(SAMPLES + "/041s"), input.resolve("variable"));
    copy(SharedData.path(SAMPLES + "/fixed1"), input.resolve("fixed"));
    CommandLineRun run = preprocess(input);
    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out())
        .contains("Added 2 recordings as 92 windows", "0 were there already", "0 set aside")
        .doesNotContain("files that belong to no recording");
    assertThat(secondsOfAccepted()).containsExactly(16.0, 900.0);

    CommandLineRun again = preprocess(input);
    assertThat(again.out()).contains("Added 0 recordings", "2 were there already", "0 set aside");
  }

  @Test
  void soItIsInAnArchive() throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    try (Stream<Path> files = Files.list(SharedData.path(SAMPLES + "/041s"))) {
      for (Path file : files.toList()) {
        entries.put("set/" + file.getFileName(), Files.readAllBytes(file));
      }
    }
    CommandLineRun run = preprocess(ArchiveFixtures.write(folder.resolve("a.zip"), entries));
    assertThat(run.out()).contains("Added 1 recordings as 2 windows", "0 set aside");
    assertThat(secondsOfAccepted()).containsExactly(16.0);
  }

  /** Thirty of its segments are not there: what is there is not lost. */
  @Test
  void segmentsOfAWholeThatCannotBeReadAreRecordings() {
    CommandLineRun run = preprocess(SharedData.path(SAMPLES + "/p000878"));
    assertThat(run.out()).contains("Added 1 recordings as 1 windows", "missing-file 1");
    assertThat(secondsOfAccepted()).containsExactly(14.0);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
