package org.ecgnat.jobs.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.ecgnat.jobs.CommandLineRun;
import org.ecgnat.jobs.LocalSpark;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.preprocessing.SharedData;
import org.ecgnat.preprocessing.format.archive.ArchiveFixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveInputTest {
  @TempDir Path folder;

  private CommandLineRun preprocess(String corpus, String source, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of("preprocess", "--corpus", folder.resolve(corpus).toString(), "--source"));
    args.add(source);
    args.addAll(List.of("--site-key", folder.resolve("site-key").toString()));
    args.addAll(List.of(more));
    return CommandLineRun.of(args.toArray(String[]::new));
  }

  private Set<String> rows(String corpus) {
    Corpus opened = Corpus.open(LocalSpark.session(), folder.resolve(corpus).toString());
    Set<String> rows = new TreeSet<>();
    for (Row row :
        opened
            .windows()
            .select("window_id", "content_hash", "patient_id", "fold")
            .collectAsList()) {
      rows.add("window " + row);
    }
    for (Row row :
        opened
            .recordings()
            .select("record_key", "outcome", "labels", "age", "sex", "recorded_at")
            .collectAsList()) {
      rows.add("recording " + row);
    }
    return rows;
  }

  private Map<String, String> outcomes(String corpus) {
    Map<String, String> outcomes = new TreeMap<>();
    for (Row row :
        Corpus.open(LocalSpark.session(), folder.resolve(corpus).toString())
            .recordings()
            .select("record_key", "outcome", "reason", "detail")
            .collectAsList()) {
      outcomes.merge(
          row.getString(0), row.getString(1) + " " + row.getString(2), (a, b) -> a + ", " + b);
    }
    return outcomes;
  }

  /** As PhysioNet ships PTB-XL: recordings and tables in one archive. */
  @Test
  void givesTheSameRowsAsTheFolder() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    Path ptbxl = SharedData.path("data/ptbxl");
    try (Stream<Path> all = Files.walk(ptbxl.resolve("records500"))) {
      for (Path file : all.filter(Files::isRegularFile).sorted().limit(80).toList()) {
        files.put("ptb-xl-1.0/" + ptbxl.relativize(file), Files.readAllBytes(file));
      }
    }
    Path plain = folder.resolve("plain");
    for (String table : List.of("ptbxl_database.csv", "scp_statements.csv")) {
      files.put("ptb-xl-1.0/" + table, Files.readAllBytes(ptbxl.resolve(table)));
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path target = plain.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.write(target, file.getValue());
    }
    CommandLineRun reference =
        preprocess("reference", "ptbxl", "--input", plain.resolve("ptb-xl-1.0").toString());
    assertThat(reference.out()).as(reference.toString()).contains("Added 40 recordings as 40");
    Set<String> expected = rows("reference");
    assertThat(expected).hasSize(80);

    // in an archive files come in any order, also the two of a recording far apart
    List<String> names = new ArrayList<>(files.keySet());
    Collections.shuffle(names, new Random(1));
    Map<String, byte[]> shuffled = new LinkedHashMap<>();
    names.forEach(name -> shuffled.put(name, files.get(name)));
    for (String name : List.of("a.zip", "b.tar", "c.tar.gz")) {
      Path archive = Files.createDirectories(folder.resolve("in-" + name)).resolve(name);
      ArchiveFixtures.write(archive, shuffled);
      // a buffer that a quarter of the files fill: several passes over the compressed tar
      CommandLineRun run =
          preprocess(
              name, "ptbxl", "--input", archive.toString(), "--set", "archives.bufferMegabytes=1");
      assertThat(run.out()).as(run.toString()).contains("Added 40 recordings as 40");
      assertThat(rows(name)).isEqualTo(expected);
    }
  }

  /** A file of several exams goes by a path: its own, or that of a scratch copy. */
  @Test
  void readsExamByExamInAndOutsideArchives() throws IOException {
    Path source = folder.resolve("exams.yaml");
    Files.writeString(
        source,
        """
        name: exams
        phi: false
        patientNamespace: exams
        hdf5: {unitsPerMillivolt: 10, samplingRateHz: 50}
        """);
    byte[] exams;
    try (InputStream in = getClass().getResourceAsStream("/hdf5/contiguous.hdf5")) {
      exams = in.readAllBytes();
    }
    Set<String> expected = new TreeSet<>();
    for (String name : List.of("plain.hdf5", "a.zip", "b.tgz")) {
      Path input = Files.createDirectories(folder.resolve("in-" + name)).resolve(name);
      if (name.endsWith("hdf5")) {
        Files.write(input, exams);
      } else {
        ArchiveFixtures.write(input, Map.of("plain.hdf5", exams));
      }
      CommandLineRun run =
          preprocess(name, source.toString(), "--input", input.toString(), "--max-rejected", "100");
      assertThat(run.out()).as(run.toString()).contains("3 set aside (no-signal 1, too-short 2)");
      if (expected.isEmpty()) {
        expected.addAll(rows(name));
      }
      assertThat(rows(name)).isEqualTo(expected);
    }
  }

  @Test
  void readsAnArchiveOnceUnlessItChanges() throws IOException {
    Path loose = folder.resolve("loose");
    TestRecordings.write(loose, "ONE");
    TestRecordings.write(loose, "TWO");
    TestRecordings.writeTruncated(loose, "SHORT");
    Map<String, byte[]> files = contents(loose, "in/");
    files.put("../evil.hea", new byte[] {1});
    files.put("in/notes.txt", new byte[] {1});
    Path input = Files.createDirectories(folder.resolve("input"));
    TestRecordings.write(input, "PLAIN");
    Path archive = ArchiveFixtures.write(input.resolve("a.zip"), files);

    CommandLineRun first =
        preprocess("corpus", "folder", "--input", input.toString(), "--max-rejected", "90");
    assertThat(first.exitCode()).as(first.toString()).isZero();
    assertThat(first.out())
        .contains("Added 3 recordings", "2 set aside", "truncated 1", "unsafe-path 1", ".txt 1")
        .doesNotContain("evil");

    // the same size and time: were it opened, it would be found to be broken
    FileTime time = Files.getLastModifiedTime(archive);
    byte[] sound = Files.readAllBytes(archive);
    Files.write(archive, new byte[sound.length]);
    Files.setLastModifiedTime(archive, time);
    CommandLineRun again = preprocess("corpus", "folder", "--input", input.toString());
    assertThat(again.out())
        .as(again.toString())
        .contains("Added 0 recordings", "5 were there already", "0 set aside");

    TestRecordings.write(loose, "SHORT");
    TestRecordings.write(loose, "THREE");
    ArchiveFixtures.write(archive, contents(loose, "in/"));
    CommandLineRun changed = preprocess("corpus", "folder", "--input", input.toString());
    assertThat(changed.out()).as(changed.toString()).contains("Added 2 recordings", "0 set aside");
  }

  private static Map<String, byte[]> contents(Path from, String prefix) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (Stream<Path> all = Files.list(from)) {
      for (Path file : all.sorted().toList()) {
        files.put(prefix + file.getFileName(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  @Test
  void readsWhatIsWholeOfBrokenArchives() throws IOException {
    Path input = Files.createDirectories(folder.resolve("input"));
    for (String kind : List.of("zip", "tar", "tgz")) {
      Path loose = folder.resolve("loose-" + kind);
      for (int i = 0; i < 8; i++) {
        TestRecordings.write(loose, kind + i);
      }
      Path archive = ArchiveFixtures.write(input.resolve("cut." + kind), contents(loose, ""));
      byte[] bytes = Files.readAllBytes(archive);
      Files.write(archive, Arrays.copyOf(bytes, bytes.length * 2 / 3));
    }
    Files.writeString(input.resolve("no.zip"), "this is no archive");
    Path damaged = folder.resolve("loose-damaged");
    TestRecordings.write(damaged, "bad0");
    TestRecordings.write(damaged, "bad1");
    Path archive = ArchiveFixtures.write(input.resolve("damaged.zip"), contents(damaged, ""));
    byte[] bytes = Files.readAllBytes(archive);
    bytes[200] ^= 1;
    Files.write(archive, bytes);

    CommandLineRun run =
        preprocess("corpus", "folder", "--input", input.toString(), "--max-rejected", "90");
    assertThat(run.exitCode()).as(run.toString()).isZero();
    List<String> all = new ArrayList<>(outcomes("corpus").values());
    assertThat(all).filteredOn("accepted "::equals).hasSizeBetween(12, 18);
    assertThat(String.join(",", all))
        .contains("set-aside truncated", "set-aside unreadable-header", "checksum-mismatch")
        .doesNotContain("internal-error", "io-error");
    CommandLineRun again = preprocess("corpus", "folder", "--input", input.toString());
    assertThat(again.out()).as(again.toString()).contains("Added 0 recordings", "0 set aside");
  }
}
