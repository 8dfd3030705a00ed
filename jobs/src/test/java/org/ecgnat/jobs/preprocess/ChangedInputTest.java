package org.ecgnat.jobs.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.CommandLineRun;
import org.ecgnat.jobs.LocalSpark;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.preprocessing.format.archive.ArchiveFixtures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that a corpus knows, touched, changed, broken, moved and copied between two runs. */
class ChangedInputTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final SparkSession spark = LocalSpark.session();
  private Path input;
  private String corpus;
  private int minutes;

  @BeforeEach
  void threeRecordings() throws IOException {
    input = folder.resolve("input");
    corpus = folder.resolve("corpus").toString();
    TestRecordings.write(input, "one", 1);
    TestRecordings.write(input, "two", 2);
    TestRecordings.write(input, "three", 3);
    Files.writeString(
        input.resolve("labels.csv"),
        "record,patient,fold,labels\none,ANN,4,AF\ntwo,ANN,4,NORM\nthree,BEN,7,MI\n");
    says(preprocess(), "Added 3 recordings as 3 windows; 0 were there already; 0 set aside");
  }

  private CommandLineRun preprocess(String... more) {
    return FolderSource.preprocess(corpus, input.toString(), folder.resolve("site-key"), more);
  }

  private CommandLineRun tend(String... more) {
    List<String> args = new ArrayList<>(List.of("corpus", "--corpus", corpus));
    args.addAll(List.of("--source", "folder"));
    args.addAll(List.of("--site-key", folder.resolve("site-key").toString()));
    args.addAll(List.of(more));
    return CommandLineRun.of(args.toArray(String[]::new));
  }

  private static void says(CommandLineRun run, String... parts) {
    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out()).contains(parts);
  }

  /** A second look finds nothing to read and writes nothing. */
  private void rests(int recordings) {
    long version = Corpus.open(spark, corpus).version();
    says(
        preprocess(),
        "Added 0 recordings as 0 windows; " + recordings + " were there already; 0 set aside");
    assertThat(Corpus.open(spark, corpus).version()).isEqualTo(version);
  }

  private ObjectNode summary() throws IOException {
    ObjectNode summary =
        (ObjectNode) JSON.readTree(CommandLineRun.of("corpus", "--corpus", corpus, "--json").out());
    summary.remove("version");
    return summary;
  }

  private static Set<String> hashes(Corpus opened) {
    Set<String> hashes = new TreeSet<>();
    opened
        .windows()
        .select("content_hash")
        .collectAsList()
        .forEach(row -> hashes.add(row.getString(0)));
    return hashes;
  }

  /** No two changes have the same time, however coarse a file system's times are. */
  private void later(Path... files) throws IOException {
    minutes++;
    for (Path file : files) {
      Files.setLastModifiedTime(
          file, FileTime.from(Instant.now().plus(Duration.ofMinutes(minutes))));
    }
  }

  private void change(String name, int phase) throws IOException {
    TestRecordings.write(input, name, phase);
    later(input.resolve(name + ".hea"), input.resolve(name + ".dat"));
  }

  @Test
  void aNewerTimeAloneIsNotedOnce() throws IOException {
    ObjectNode before = summary();
    Set<String> windows = hashes(Corpus.open(spark, corpus));
    later(input.resolve("one.hea"), input.resolve("two.dat"));

    says(preprocess(), "Added 0 recordings as 0 windows; 3 were there already; 0 set aside");

    assertThat(summary()).isEqualTo(before);
    assertThat(hashes(Corpus.open(spark, corpus))).isEqualTo(windows);
    rests(3);
  }

  @Test
  void anArchiveOfTheSameContentIsNotedOnce() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (Stream<Path> all = Files.list(input)) {
      for (Path file : all.sorted().toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    input = Files.createDirectories(folder.resolve("packed"));
    corpus = folder.resolve("of-archive").toString();
    Path archive = ArchiveFixtures.write(input.resolve("a.zip"), files);
    Files.copy(folder.resolve("input/labels.csv"), input.resolve("labels.csv"));
    says(preprocess(), "Added 3 recordings");
    ObjectNode before = summary();
    later(archive);

    says(preprocess(), "Added 0 recordings as 0 windows; 3 were there already; 0 set aside");

    assertThat(summary()).isEqualTo(before);
    // were it opened, it would be found to be broken
    FileTime time = Files.getLastModifiedTime(archive);
    Files.write(archive, new byte[(int) Files.size(archive)]);
    Files.setLastModifiedTime(archive, time);
    rests(3);
  }

  @Test
  void aChangedFileReplacesWhatItGave() throws IOException {
    Corpus before = Corpus.open(spark, corpus);
    ObjectNode counts = summary();
    Set<String> old = hashes(before);
    change("two", 9);
    TestRecordings.write(input, "four", 4);

    says(
        preprocess("--dry-run"),
        "Would add 1 recordings as 1 windows; would replace 1, now of 1 windows; 2 were");
    assertThat(Corpus.open(spark, corpus).version()).isEqualTo(before.version());
    says(
        preprocess(),
        "Added 1 recordings as 1 windows; replaced 1, now of 1 windows; 2 were there already");

    Corpus after = Corpus.open(spark, corpus);
    assertThat(after.version()).isEqualTo(before.version() + 1);
    assertThat(hashes(after)).hasSize(4).doesNotContainSequence(old);
    assertThat(old).filteredOn(hashes(after)::contains).hasSize(2);
    assertThat(after.windows().count()).isEqualTo(4);
    assertThat(after.windows().select("window_id").distinct().count()).isEqualTo(4);
    assertThat(after.recordings().count()).isEqualTo(4);
    assertThat(after.rowGroups().stream().mapToInt(group -> group.rows()).sum()).isEqualTo(4);
    assertThat(counts.get("labels")).isEqualTo(summary().get("labels"));
    Corpus pinned = Corpus.open(spark, corpus, before.version());
    assertThat(hashes(pinned)).isEqualTo(old);
    assertThat(pinned.recordings().count()).isEqualTo(3);

    JsonNode record = lastRunRecord();
    assertThat(record.get("accepted").asInt()).isEqualTo(1);
    assertThat(record.get("replaced").asInt()).isEqualTo(1);
    assertThat(CommandLineRun.of("corpus", "--corpus", corpus, "--history").out().lines())
        .first()
        .asString()
        .contains("2 windows (WRITE), 1 recordings replaced");
    rests(4);
  }

  private JsonNode lastRunRecord() throws IOException {
    try (Stream<Path> records = Files.list(Path.of(corpus, "_runs"))) {
      return JSON.readTree(records.sorted().reduce((a, b) -> b).orElseThrow().toFile());
    }
  }

  @Test
  void aReaderSeesTheOldOrTheNewAtAnyMoment() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    Set<String> stable = hashes(Corpus.open(spark, corpus));
    CompletableFuture<Set<Set<String>>> seen =
        CompletableFuture.supplyAsync(
            () -> {
              Set<Set<String>> all = new java.util.HashSet<>();
              while (!done.get()) {
                Corpus opened = Corpus.open(spark, corpus);
                all.add(hashes(opened));
                assertThat(opened.recordings().count()).isEqualTo(3);
              }
              return all;
            });
    change("one", 8);
    change("two", 9);
    says(preprocess(), "replaced 2");
    done.set(true);
    assertThat(seen.get())
        .contains(stable)
        .allSatisfy(hashes -> assertThat(hashes).hasSize(3))
        .hasSizeBetween(1, 2);
  }

  @Test
  void whatIsNoLongerReadableStaysAsItWasRead() throws IOException {
    Set<String> windows = hashes(Corpus.open(spark, corpus));
    TestRecordings.writeTruncated(input, "one");
    later(input.resolve("one.hea"), input.resolve("one.dat"));

    says(
        preprocess("--max-rejected", "100"),
        "2 were there already; 1 set aside (truncated 1)",
        "the corpus keeps what it held of the recording");

    assertThat(hashes(Corpus.open(spark, corpus))).isEqualTo(windows);
    assertThat(summary().get("records").asInt()).isEqualTo(3);
    assertThat(summary().get("reasons").toString()).isEqualTo("{\"truncated\":1}");
    rests(3);

    change("one", 8);
    says(preprocess(), "replaced 1, now of 1 windows; 2 were there already; 0 set aside");
    assertThat(summary().get("rejected").asInt()).isZero();
    rests(3);
  }

  @Test
  void aFileThatComesBackAsItWasIsReadAgain() throws IOException {
    Path saved = Files.createDirectories(folder.resolve("saved"));
    for (String file : List.of("one.hea", "one.dat")) {
      Files.copy(
          input.resolve(file),
          saved.resolve(file),
          java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    }
    Set<String> windows = hashes(Corpus.open(spark, corpus));
    change("one", 8);
    says(preprocess(), "replaced 1");
    for (String file : List.of("one.hea", "one.dat")) {
      Files.copy(
          saved.resolve(file),
          input.resolve(file),
          java.nio.file.StandardCopyOption.COPY_ATTRIBUTES,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    says(preprocess(), "replaced 1");
    assertThat(hashes(Corpus.open(spark, corpus))).isEqualTo(windows);
    rests(3);
  }

  @Test
  void aMovedFileIsTheSameRecordingAndACopyIsSetAside() throws IOException {
    ObjectNode before = summary();
    Path moved = Files.createDirectories(input.resolve("archived"));
    for (String file : List.of("one.hea", "one.dat")) {
      Files.move(input.resolve(file), moved.resolve(file));
    }
    says(preprocess(), "Added 0 recordings as 0 windows; 3 were there already; 0 set aside");
    assertThat(summary()).isEqualTo(before);
    rests(3);

    Path copied = Files.createDirectories(input.resolve("copied"));
    for (String file : List.of("two.hea", "two.dat")) {
      Files.copy(input.resolve(file), copied.resolve(file));
    }
    says(
        preprocess("--max-rejected", "100"),
        "3 were there already; 1 set aside (duplicate-key 1)",
        "A copy of a recording that the corpus holds from another place");
    rests(4);

    // where it lies now, it is the recording's main file
    TestRecordings.write(moved, "one", 8);
    later(moved.resolve("one.hea"), moved.resolve("one.dat"));
    says(preprocess(), "replaced 1, now of 1 windows; 3 were there already; 0 set aside");
    assertThat(summary().get("records").asInt()).isEqualTo(3);
  }

  @Test
  void foldsAndGivenLabelsOutliveAnotherReading() throws IOException {
    Path corrected = folder.resolve("corrected.csv");
    Files.writeString(corrected, "record,labels\none,AFLT\n");
    says(tend("--relabel", corrected.toString()), "1 recordings have other labels now");
    // of two, the labels file that lies there now speaks; but no patient changes fold
    Files.writeString(
        input.resolve("labels.csv"),
        "record,patient,fold,labels\none,ANN,9,AF\ntwo,ANN,9,STTC\nthree,BEN,7,MI\n");
    change("one", 8);
    change("two", 9);

    says(preprocess(), "replaced 2");

    assertThat(summary().get("labels").toString())
        .isEqualTo("{\"folder:AFLT\":1,\"folder:MI\":1,\"folder:STTC\":1}");
    assertThat(summary().get("folds").toString()).isEqualTo("{\"4\":2,\"7\":1}");
    assertThat(Corpus.open(spark, corpus).windows().filter("fold = 4").count()).isEqualTo(2);

    change("one", 10);
    says(preprocess(), "replaced 1");
    assertThat(summary().get("labels").toString()).contains("AFLT").doesNotContain(":AF\"");
  }

  @Test
  void aForgottenPatientStaysForgottenWhenFilesChange() throws IOException {
    // first under another patient's name, then corrected
    Files.writeString(
        input.resolve("labels.csv"),
        "record,patient,fold,labels\none,ANN,4,AF\ntwo,BEN,7,NORM\nthree,BEN,7,MI\n");
    change("two", 9);
    says(preprocess(), "replaced 1");

    says(tend("--forget", "BEN"), "Forgot 3 recordings and 2 windows");

    Corpus after = Corpus.open(spark, corpus);
    assertThat(after.windows().count()).isEqualTo(1);
    assertThat(after.recordings().count()).isEqualTo(1);
    change("three", 11);
    says(preprocess(), "Added 0 recordings", "2 set aside (forgotten 2)");
    assertThat(summary().get("records").asInt()).isEqualTo(1);
    rests(3);
  }
}
