package org.ecgnat.jobs.preprocess;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.CommandLineRun;
import org.ecgnat.jobs.LocalSpark;
import org.ecgnat.jobs.corpus.Corpus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Console;

class CorpusUpkeepTest {
  @TempDir Path folder;
  private final SparkSession spark = LocalSpark.session();
  private Path input;
  private Path siteKey;
  private String corpus;

  @BeforeEach
  void threeRecordingsOfTwoPatients() throws IOException {
    input = folder.resolve("input");
    siteKey = folder.resolve("site-key");
    corpus = folder.resolve("corpus").toString();
    TestRecordings.write(input, "one");
    TestRecordings.write(input, "two");
    TestRecordings.write(input, "three");
    Files.writeString(
        input.resolve("labels.csv"),
        "record,patient,labels\none,ANN,AF\ntwo,ANN,NORM\nthree,BEN,AF;MI\n");
    CommandLineRun run = preprocess();
    assertThat(run.exitCode()).as(run.toString()).isZero();
  }

  private CommandLineRun preprocess() {
    return FolderSource.preprocess(corpus, input.toString(), siteKey);
  }

  private CommandLineRun corpus(String... more) {
    List<String> args =
        new ArrayList<>(List.of("corpus", "--corpus", corpus, "--source", "folder", "--site-key"));
    args.add(siteKey.toString());
    args.addAll(List.of(more));
    return CommandLineRun.of(args.toArray(String[]::new));
  }

  private static Map<String, Long> labels(Corpus corpus) {
    Map<String, Long> counts = new TreeMap<>();
    for (Row row : corpus.recordings().select(col("labels.code")).collectAsList()) {
      row.<String>getList(0).forEach(code -> counts.merge(code, 1L, Long::sum));
    }
    return counts;
  }

  @Test
  void newLabelsComeWithoutTheSignalsAndOldVersionsKeepTheirs() throws IOException {
    Corpus before = Corpus.open(spark, corpus);
    Path corrected = folder.resolve("corrected.csv");
    Files.writeString(
        corrected, "record,patient,labels\none,ANN,AFLT\ntwo,ANN,NORM\nnever-seen,X,MI\n");
    TestRecordings.writeDamaged(input, "one");

    CommandLineRun run = corpus("--relabel", corrected.toString());

    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out())
        .contains("1 recordings have other labels now, 1 the same; 1 are not in the file");
    Corpus after = Corpus.open(spark, corpus);
    assertThat(labels(after)).isEqualTo(Map.of("AFLT", 1L, "NORM", 1L, "AF", 1L, "MI", 1L));
    assertThat(after.recordings().count()).isEqualTo(3);
    assertThat(after.windows().count()).isEqualTo(3);
    assertThat(labels(Corpus.open(spark, corpus, before.version())))
        .isEqualTo(Map.of("AF", 2L, "NORM", 1L, "MI", 1L));

    assertThat(corpus("--relabel", corrected.toString()).out())
        .contains("0 recordings have other labels now, 2 the same");
    assertThat(Corpus.open(spark, corpus).version()).isEqualTo(after.version());
  }

  @Test
  void saysWhatIsWrongWithARequest() throws IOException {
    assertThat(corpus("--relabel", folder.resolve("none.csv").toString()).err())
        .contains("there is no such file")
        .hasLineCount(1);
    assertThat(CommandLineRun.of("corpus", "--corpus", corpus, "--relabel", "x.csv"))
        .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
        .satisfies(run -> assertThat(run.err()).contains("without --source"));
    assertThat(corpus("--compact", "--history").exitCode()).isEqualTo(2);
    Files.writeString(siteKey, "another key of this site");
    assertThat(corpus("--relabel", input.resolve("labels.csv").toString()))
        .satisfies(run -> assertThat(run.exitCode()).isEqualTo(3))
        .satisfies(run -> assertThat(run.err()).contains("another site key"));
    assertThat(corpus("--forget", "CARL"))
        .satisfies(run -> assertThat(run.exitCode()).isEqualTo(3))
        .satisfies(run -> assertThat(run.err()).contains("holds nothing of them"));
  }

  /** Standard output is the command's: what a library prints there breaks who reads it. */
  @Test
  void onlyTheCommandPrints() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    CommandLineRun compacted = Console.withOut(printed, () -> corpus("--compact"));
    CommandLineRun forgotten = Console.withOut(printed, () -> corpus("--forget", "BEN"));
    assertThat(compacted.exitCode()).as(compacted.toString()).isZero();
    assertThat(forgotten.exitCode()).as(forgotten.toString()).isZero();
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void aForgottenPatientIsGoneFromEveryFileAndStaysAway() throws IOException {
    Corpus before = Corpus.open(spark, corpus);
    String ann =
        before
            .recordings()
            .groupBy("patient_id")
            .count()
            .filter(col("count").equalTo(2))
            .first()
            .getString(0);
    Path models = folder.resolve("models");
    write(models.resolve("saw/model.json"), before.tableId(), before.version());
    write(models.resolve("other/model.json"), "another-table", before.version());

    CommandLineRun run = corpus("--forget", "ANN", "--models", models.toString());

    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out())
        .contains("Forgot 2 recordings and 2 windows")
        .contains("Trained on this patient: ")
        .contains("models/saw")
        .doesNotContain("models/other");
    Corpus after = Corpus.open(spark, corpus);
    assertThat(after.recordings().count()).isEqualTo(1);
    assertThat(after.windows().count()).isEqualTo(1);
    assertThat(rowsOfAllFiles()).isNotEmpty().noneMatch(row -> row.contains(ann));

    CommandLineRun again = preprocess();
    assertThat(again.exitCode()).as(again.toString()).isZero();
    assertThat(again.out()).contains("Added 0 recordings");
    assertThat(Corpus.open(spark, corpus).windows().count()).isEqualTo(1);
    assertThat(rowsOfAllFiles()).noneMatch(row -> row.contains(ann));
    assertThat(preprocess().out()).contains("3 were there already");

    assertThat(corpus("--forget", "ANN").out()).contains("Forgot 0 recordings and 0 windows");
  }

  private static void write(Path model, String table, long version) throws IOException {
    Files.createDirectories(model.getParent());
    Files.writeString(
        model,
        "{\"provenance\":{\"corpusId\":\"" + table + "\",\"corpusVersion\":" + version + "}}");
  }

  /** Every row of every Parquet file below the corpus, whether a version needs it or not. */
  private List<String> rowsOfAllFiles() throws IOException {
    List<String> rows = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of(corpus))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".parquet")).toList()) {
        if (!file.toString().contains("_delta_log")) {
          spark
              .read()
              .parquet(file.toString())
              .collectAsList()
              .forEach(row -> rows.add(row.toString()));
        }
      }
    }
    return rows;
  }
}
