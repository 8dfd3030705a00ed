package org.ecgnat.jobs.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.ecgnat.jobs.CommandLineRun;
import org.ecgnat.jobs.CommandProcess;
import org.ecgnat.jobs.HdfsCluster;
import org.ecgnat.jobs.LocalSpark;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two processes that write one corpus, on a local file system and on a real HDFS of one node. */
class TwoWritersTest {
  private static final int RECORDINGS = 9;
  private static final long LONGER_THAN_A_LEASE_MILLIS = 120_000;

  @TempDir static Path folder;
  @AutoClose private static HdfsCluster cluster;
  private static PreprocessRuns runs;
  private static CorpusContents undisturbed;

  @BeforeAll
  static void start() throws IOException {
    cluster = HdfsCluster.start(folder.resolve("hdfs"));
    runs = new PreprocessRuns(folder);
    runs.addNight(0, RECORDINGS);
    String whole = folder.resolve("undisturbed").toString();
    CommandLineRun run = runs.run(whole);
    assertThat(run.exitCode()).as(run.toString()).isZero();
    undisturbed = CorpusContents.of(whole);
    assertThat(undisturbed.recordings()).hasSize(RECORDINGS);
  }

  private static String corpus(String scheme, String name) {
    return scheme.equals("hdfs") ? cluster.path(name) : "file:" + folder.resolve(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "hdfs"})
  void oneOfTwoThatStartAtOnceIsRefused(String scheme) throws InterruptedException {
    String corpus = corpus(scheme, "at-once");
    try (PollingReader reader = PollingReader.start(LocalSpark.session(), corpus);
        CommandProcess one = runs.start("local[1]", corpus);
        CommandProcess two = runs.start("local[1]", corpus)) {
      CommandLineRun refused = refused(corpus, one, two);
      assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(4);
      assertThat(refused.err())
          // "another process" where the holder has not yet written who it is
          .startsWith("ecgnat: Cannot write to " + corpus + ": ")
          .contains("is writing to it", "wait until it has ended, or end it");
      for (CommandProcess process : List.of(one, two)) {
        CommandProcess.resume(process.handle());
      }
      assertThat(List.of(one.end().exitCode(), two.end().exitCode()))
          .containsExactlyInAnyOrder(0, 4);
      assertWhole(corpus);
      assertThat(reader.stop()).isNotEmpty();
    }
  }

  /** Stops whichever of two holds the lease until the other has ended. */
  private static CommandLineRun refused(String corpus, CommandProcess one, CommandProcess two)
      throws InterruptedException {
    while (one.isAlive() || two.isAlive()) {
      long holder = CorpusFiles.holder(corpus);
      for (CommandProcess process : List.of(one, two)) {
        if (process.handle().pid() == holder) {
          CommandProcess.suspend(process.handle());
          return (process == one ? two : one).end();
        }
      }
      Thread.sleep(1);
    }
    throw new AssertionError("Neither held the lease: " + one.end() + two.end());
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "hdfs"})
  void oneThatStoodStillForTooLongCommitsNothingMore(String scheme)
      throws IOException, InterruptedException {
    String corpus = corpus(scheme, "stood-still");
    try (PollingReader reader = PollingReader.start(LocalSpark.session(), corpus);
        CommandProcess stopped = runs.start("local[2]", corpus)) {
      CorpusFiles created = CorpusFiles.of(corpus).created();
      CorpusFiles before = created;
      while (before.windowsFiles() == 0) {
        assertThat(stopped.isAlive()).as("writing windows").isTrue();
        Thread.sleep(1);
        before = CorpusFiles.of(corpus);
      }
      CommandProcess.suspend(stopped.handle());
      before = CorpusFiles.of(corpus);
      assertThat(before.windows())
          .as("version while windows are written")
          .isEqualTo(created.windows());
      assertThat(before.recordings()).isEqualTo(created.recordings() + 1);

      CorpusFiles.ageLease(corpus, before.token(), LONGER_THAN_A_LEASE_MILLIS);
      CommandLineRun next = runs.run(corpus);
      assertThat(next.exitCode()).as(next.toString()).isZero();
      CorpusFiles after = CorpusFiles.of(corpus);
      assertThat(after.windows())
          .as("a version for the takeover and each batch")
          .isEqualTo(before.windows() + 1 + after.runs());

      CommandProcess.resume(stopped.handle());
      CommandLineRun fenced = stopped.end();
      assertThat(fenced.exitCode()).as(fenced.toString()).isEqualTo(4);
      assertThat(fenced.err())
          .contains(
              "ecgnat: Cannot go on writing to " + corpus,
              "another may write there now; run the command again");
      assertThat(CorpusFiles.of(corpus)).isEqualTo(after);
      assertWhole(corpus);
      assertThat(reader.stop()).isNotEmpty();
    }
  }

  private static void assertWhole(String corpus) {
    assertThat(CorpusContents.of(corpus)).isEqualTo(undisturbed);
    assertThat(runs.run(corpus).out())
        .contains("Added 0 recordings", RECORDINGS + " were there already");
    assertThat(CorpusContents.of(corpus)).isEqualTo(undisturbed);
  }
}
