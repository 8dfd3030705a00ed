package org.ecgnat.jobs.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.ecgnat.jobs.CommandLineRun;
import org.ecgnat.jobs.HdfsCluster;
import org.ecgnat.jobs.LocalSpark;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.jobs.spark.Lease;
import org.ecgnat.preprocessing.format.archive.ArchiveFixtures;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole command with inputs and corpus on a real HDFS of one node. */
class HdfsTest {
  @TempDir static Path folder;
  @AutoClose private static HdfsCluster cluster;

  @BeforeAll
  static void start() throws IOException {
    cluster = HdfsCluster.start(folder.resolve("hdfs"));
  }

  private static CommandLineRun preprocess() {
    return FolderSource.preprocess(
        cluster.path("corpus"), cluster.path("input"), folder.resolve("site-key"));
  }

  private static Map<String, byte[]> contents(Path from) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (Stream<Path> all = Files.list(from)) {
      for (Path file : all.sorted().toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static void put(Path local, String name) throws IOException {
    cluster
        .files()
        .copyFromLocalFile(
            new org.apache.hadoop.fs.Path(local.toUri()), new org.apache.hadoop.fs.Path(name));
  }

  @Test
  void preprocessesFromAndToHdfs() throws IOException {
    Path plain = folder.resolve("plain");
    TestRecordings.write(plain, "PLAIN-1");
    TestRecordings.write(plain, "PLAIN-2");
    put(plain, "/input/a/deep/folder");
    for (String kind : List.of("zip", "tar", "tar.gz")) {
      Path loose = folder.resolve("loose-" + kind);
      TestRecordings.write(loose, kind.replace('.', '-') + "-1");
      TestRecordings.write(loose, kind.replace('.', '-') + "-2");
      put(ArchiveFixtures.write(folder.resolve("x." + kind), contents(loose)), "/input/x." + kind);
    }
    CommandLineRun first = preprocess();
    assertThat(first.exitCode()).as(first.toString()).isZero();
    assertThat(first.out()).contains("Added 8 recordings as 8 windows", "0 set aside");
    Corpus corpus = Corpus.open(LocalSpark.session(), cluster.path("corpus"));
    assertThat(corpus.windows().count()).isEqualTo(8);
    assertThat(corpus.rowGroups()).hasSize(1);

    TestRecordings.write(folder.resolve("more"), "PLAIN-3");
    put(folder.resolve("more"), "/input/more");
    CommandLineRun again = preprocess();
    assertThat(again.out())
        .as(again.toString())
        .contains("Added 1 recordings as 1 windows", "8 were there already", "0 set aside");
    assertThat(preprocess().out()).contains("Added 0 recordings", "9 were there already");
  }

  @RepeatedTest(10)
  void leavesALeaseToOneOfManyThatTryAtOnce(RepetitionInfo repetition) throws InterruptedException {
    Configuration hadoop = cluster.configuration();
    String directory = cluster.path("leased-" + repetition.getCurrentRepetition());
    ExecutorService threads = Executors.newFixedThreadPool(6);
    Queue<Lease> held = new ConcurrentLinkedQueue<>();
    Queue<String> refusals = new ConcurrentLinkedQueue<>();
    Callable<Void> attempt =
        () -> {
          try {
            held.add(Lease.acquire(hadoop, directory, "test"));
          } catch (UserException e) {
            refusals.add(e.getMessage());
          }
          return null;
        };
    try {
      var unused = threads.invokeAll(Collections.nCopies(6, attempt));
      assertThat(held).hasSize(1);
      assertThat(refusals).hasSize(5).allMatch(message -> message.contains("is writing to it"));
    } finally {
      threads.shutdown();
      held.forEach(Lease::close);
    }
  }
}
