package org.ecgnat.jobs.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.ecgnat.jobs.CommandLineRun;
import org.ecgnat.jobs.LocalSpark;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.jobs.spark.Lease;
import org.ecgnat.preprocessing.format.archive.ArchiveFixtures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreprocessCommandTest {
  @TempDir Path folder;
  private Path input;
  private String corpus;

  @BeforeEach
  void paths() {
    input = folder.resolve("input-of-MRS-EXAMPLE");
    corpus = folder.resolve("corpus").toString();
  }

  private CommandLineRun preprocess(String... more) {
    return FolderSource.preprocess(corpus, input.toString(), folder.resolve("keys/site-key"), more);
  }

  private Map<String, String> outcomes() {
    Map<String, String> outcomes = new TreeMap<>();
    for (Row row :
        Corpus.open(LocalSpark.session(), corpus)
            .recordings()
            .select("main_file", "outcome", "reason")
            .collectAsList()) {
      outcomes.put(row.getString(0), row.getString(1) + " " + row.getString(2));
    }
    return outcomes;
  }

  @Test
  void setsBrokenRecordingsAsideAndTriesThemAgainOnceTheyChange() throws IOException {
    TestRecordings.write(input, "GOOD-1", "Age: 93");
    TestRecordings.write(input.resolve("a"), "TWICE");
    TestRecordings.write(input.resolve("b"), "TWICE");
    TestRecordings.writeTruncated(input, "SHORT-1");
    TestRecordings.writeDamaged(input, "FLIPPED-1");
    TestRecordings.writeUnreadable(input, "HEADER-1", "no header at all");
    Files.writeString(input.resolve("notes.txt"), "these belong to nothing");
    TestRecordings.write(input.resolve(".snapshot/of"), "HIDDEN-1");

    CommandLineRun first = preprocess();
    assertThat(first.exitCode()).as(first.toString()).isEqualTo(3);
    assertThat(first.err())
        .contains("66.7 %")
        .contains("the good ones are in the corpus")
        .hasLineCount(1);
    assertThat(first.out()).contains("Added 2 recordings").contains(".txt 1");
    assertThat(outcomes().values())
        .containsExactlyInAnyOrder(
            "accepted ",
            "accepted ",
            "set-aside duplicate-key",
            "set-aside truncated",
            "set-aside checksum-mismatch",
            "set-aside unreadable-header");

    long version = Corpus.open(LocalSpark.session(), corpus).version();
    CommandLineRun again = preprocess();
    assertThat(again.exitCode()).as(again.toString()).isZero();
    assertThat(again.out()).contains("Added 0 recordings").contains("6 were there already");
    assertThat(Corpus.open(LocalSpark.session(), corpus).version()).isEqualTo(version);

    TestRecordings.write(input, "SHORT-1");
    TestRecordings.write(input, "NEW-1");
    CommandLineRun mended = preprocess();
    assertThat(mended.out()).contains("Added 2 recordings").contains("0 set aside");
    assertThat(outcomes()).hasSize(7);
    assertThat(outcomes().values()).filteredOn("accepted "::equals).hasSize(4);
  }

  @Test
  void foldersMayRepeatNamesWhereTheSourceSaysSo() throws IOException {
    Path source = folder.resolve("wards.yaml");
    Files.writeString(
        source,
        """
        name: wards
        phi: false
        recordKey: path
        labels: {file: labels.csv, record: [record], patient: patient}
        """);
    TestRecordings.write(input.resolve("patient1"), "ecg", 1);
    TestRecordings.write(input.resolve("patient2"), "ecg", 2);
    TestRecordings.writeTruncated(input.resolve("patient3"), "ecg");
    TestRecordings.write(folder.resolve("packed"), "ecg", 4);
    ArchiveFixtures.write(
        input.resolve("more.zip"),
        Map.of(
            "p4/ecg.hea", Files.readAllBytes(folder.resolve("packed/ecg.hea")),
            "p4/ecg.dat", Files.readAllBytes(folder.resolve("packed/ecg.dat"))));
    Files.writeString(
        input.resolve("labels.csv"),
        "record,patient\npatient1/ecg.hea,ANN\npatient2/ecg,BEN\nmore.zip!/p4/ecg,DAN\n");

    CommandLineRun run =
        CommandLineRun.of(
            "preprocess",
            "--corpus",
            corpus,
            "--source",
            source.toString(),
            "--max-rejected",
            "100",
            "--input",
            input.toString());

    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out()).contains("Added 3 recordings", "1 set aside (truncated 1)");
    assertThat(
            Corpus.open(LocalSpark.session(), corpus)
                .recordings()
                .select("record_key", "patient_id")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0) + " " + row.getString(1)))
        .containsExactlyInAnyOrder(
            "patient1/ecg wards:ANN",
            "patient2/ecg wards:BEN",
            "patient3/ecg ",
            "more.zip!/p4/ecg wards:DAN");
  }

  @Test
  void storesNothingThatTellsWhoAPatientIs() throws IOException {
    List<String> planted =
        List.of(
            "MRS-EXAMPLE",
            "PLANTED-ID",
            "Jane Planted",
            "Planted",
            "1951-02-03",
            "19510203",
            "REC-4711",
            "BAD-4712",
            "free text");
    TestRecordings.write(
        input.resolve("PLANTED-ID"),
        "REC-4711",
        "Patient: Jane Planted",
        "Name: Planted^Jane, born 1951-02-03",
        "DOB: 19510203 ID: PLANTED-ID free text",
        "Dx: 426783006,Jane Planted",
        "Age: 71");
    TestRecordings.writeUnreadable(
        input.resolve("PLANTED-ID"), "BAD-4712", "BAD-4712 Jane Planted 1951-02-03\n");
    Files.writeString(
        input.resolve("labels.csv"),
        "record,patient,labels\nREC-4711,PLANTED-ID,AF\nBAD-4712,PLANTED-ID,AF\n");
    CommandLineRun run = preprocess("--max-rejected", "100");
    assertThat(run.exitCode()).as(run.toString()).isZero();
    CommandLineRun shown = CommandLineRun.of("corpus", "--corpus", corpus);
    assertThat(shown.out()).contains("1 recordings of 1 patients").contains("folder:AF 1");

    Corpus opened = Corpus.open(LocalSpark.session(), corpus);
    StringBuilder everything = new StringBuilder(run.toString()).append(shown);
    opened.recordings().collectAsList().forEach(everything::append);
    opened.windows().drop("signal").collectAsList().forEach(everything::append);
    try (Stream<Path> files = Files.walk(Path.of(corpus))) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> everything.append(file).append(latin1(file)));
    }
    assertThat(everything.toString()).contains("folder").doesNotContain(planted);
    assertThat(Files.getPosixFilePermissions(folder.resolve("keys/site-key"))).hasSize(2);
  }

  private static String latin1(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void refusesInOneLineWhatCannotBeAndLeavesNothingBehind() throws IOException {
    refuses(preprocess(), 3, "there is no such file or folder");
    assertThat(Path.of(corpus)).doesNotExist();

    Files.createDirectories(input);
    Files.writeString(input.resolve("notes.txt"), "no recording");
    refuses(preprocess(), 3, "Cannot find any recording", ".txt");
    assertThat(Path.of(corpus)).doesNotExist();

    TestRecordings.write(input, "ONE");
    refuses(preprocess("--set", "taskMegabyte=3"), 3, "unknown key 'taskMegabyte'");
    refuses(preprocess("--set", "maxRejectedPercent=101"), 3, "it must be 0 to 100");
    refuses(preprocess("--recipe", "none-such"), 3, "Cannot find none-such among conf/recipes");
    refuses(preprocess("--labels", input.resolve("none.csv").toString()), 3, "no such file");
    assertThat(preprocess("--recipes", "x").exitCode()).isEqualTo(2);
    assertThat(Path.of(corpus)).doesNotExist();

    corpus = input.resolve("notes.txt").resolve("corpus").toString();
    refuses(preprocess(), 4, "Cannot write to");

    corpus = folder.resolve("held").toString();
    try (Lease lease = Lease.acquire(new Configuration(), corpus, "other work")) {
      refuses(preprocess(), 4, "other work of", "is writing to it");
      lease.check();
    }
    refuses(CommandLineRun.of("corpus", "--corpus", corpus), 3, "there is none");
  }

  @Test
  void takesPathsRelativeToWhereItRuns() throws IOException {
    TestRecordings.write(input, "GOOD-1");
    String made = corpus;
    corpus = Path.of("").toAbsolutePath().relativize(Path.of(made)).toString();
    CommandLineRun run = preprocess();
    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(Path.of(made, "windows", "_delta_log")).isNotEmptyDirectory();
  }

  @Test
  void onlyTheHolderOfTheLeaseRemovesWhatItBegan() throws IOException {
    Configuration hadoop = new Configuration();
    Path begun = Path.of(corpus);
    try (NewDirectory loser = NewDirectory.watch(hadoop, corpus)) {
      Files.createDirectories(begun.resolve("lease-of-the-winner"));
      loser.keepIf(false);
    }
    assertThat(begun).isNotEmptyDirectory();

    corpus = folder.resolve("owned").toString();
    try (NewDirectory holder = NewDirectory.watch(hadoop, corpus)) {
      Files.createDirectory(Path.of(corpus));
      holder.own();
    }
    assertThat(Path.of(corpus)).doesNotExist();
  }

  @Test
  void setsAsideWhatTheFileSystemDoesNotRead() throws IOException {
    TestRecordings.write(input, "GOOD-1");
    TestRecordings.write(input, "STALE-1");
    // a checksum file as Hadoop writes them, of other content
    byte[] stale = {'c', 'r', 'c', 0, 0, 0, 2, 0, 1, 2, 3, 4};
    Files.write(input.resolve(".STALE-1.hea.crc"), stale);

    CommandLineRun run = preprocess("--max-rejected", "100");
    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.toString()).doesNotContain("STALE-1");
    assertThat(outcomes().values()).containsExactlyInAnyOrder("accepted ", "set-aside io-error");
  }

  private static void refuses(CommandLineRun run, int exitCode, String... parts) {
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(exitCode);
    assertThat(run.err()).startsWith("ecgnat: Cannot").hasLineCount(1).contains(parts);
  }

  @Test
  void keepsToOneRecipeAndWritesNothingOnADryRun() throws IOException {
    TestRecordings.write(input, "ONE");
    CommandLineRun dry = preprocess("--dry-run");
    assertThat(dry.out()).contains("Would add 1 recordings as 1 windows");
    assertThat(Path.of(corpus)).doesNotExist();

    assertThat(preprocess().exitCode()).isZero();
    refuses(preprocess("--set", "recipe.band.highHz=30"), 3, "it was made with another recipe");
    Files.delete(folder.resolve("keys/site-key"));
    refuses(preprocess(), 3, "made with another site key");
  }
}
