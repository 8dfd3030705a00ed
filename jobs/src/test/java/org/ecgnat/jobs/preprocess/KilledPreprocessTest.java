package org.ecgnat.jobs.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ecgnat.jobs.CommandLineRun;
import org.ecgnat.jobs.CommandProcess;
import org.ecgnat.jobs.LocalSpark;
import org.ecgnat.jobs.preprocess.PollingReader.Look;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A corpus that grows by a folder a night. Each night the run, a process of its own, is killed at
 * another moment and then run again, while a reader looks on.
 */
class KilledPreprocessTest {
  /** Of a night, two of them set aside: two batches of 1 MB. */
  private static final int RECORDINGS = 9;

  private static final int EMPTY_FOLDERS = 2000;

  @TempDir private Path directory;
  private PreprocessRuns runs;
  private String corpus;

  /** When a process is killed. */
  private enum Moment {
    LISTING {
      @Override
      boolean is(CorpusFiles before, CorpusFiles now, Run run) {
        return now.equals(before) && run.lists();
      }
    },
    READING {
      @Override
      boolean is(CorpusFiles before, CorpusFiles now, Run run) {
        return now.token() > before.token()
            && now.recordingsFiles() == before.recordingsFiles()
            && run.stages();
      }
    },
    BETWEEN_CREATING_THE_TABLES {
      @Override
      boolean is(CorpusFiles before, CorpusFiles now, Run run) {
        return now.recordings() >= 0 && now.windows() < 0;
      }
    },
    WRITING_RECORDINGS {
      @Override
      boolean is(CorpusFiles before, CorpusFiles now, Run run) {
        return now.recordings() == before.recordings()
            && now.recordingsFiles() > before.recordingsFiles();
      }
    },
    BETWEEN_THE_COMMITS {
      @Override
      boolean is(CorpusFiles before, CorpusFiles now, Run run) {
        return now.recordings() > before.recordings()
            && now.windowsFiles() == before.windowsFiles();
      }
    },
    WRITING_WINDOWS {
      @Override
      boolean is(CorpusFiles before, CorpusFiles now, Run run) {
        return now.windows() == before.windows() && now.windowsFiles() > before.windowsFiles();
      }
    },
    AFTER_THE_COMMIT {
      @Override
      boolean is(CorpusFiles before, CorpusFiles now, Run run) {
        return now.windows() - before.windows() > now.runs() - before.runs();
      }
    },
    WRITING_A_LATER_BATCH {
      @Override
      boolean is(CorpusFiles before, CorpusFiles now, Run run) {
        return now.windows() == before.windows() + 1
            && now.recordings() == before.recordings() + 2
            && now.runs() == before.runs() + 1;
      }
    },
    EXECUTOR_READING {
      @Override
      boolean is(CorpusFiles before, CorpusFiles now, Run run) {
        return READING.is(before, now, run) && run.victim(this).isPresent();
      }
    },
    EXECUTOR_BETWEEN_THE_COMMITS {
      @Override
      boolean is(CorpusFiles before, CorpusFiles now, Run run) {
        return now.recordings() > before.recordings() && now.windows() == before.windows();
      }
    };

    abstract boolean is(CorpusFiles before, CorpusFiles now, Run run);

    boolean killsAnExecutor() {
      return this == EXECUTOR_READING || this == EXECUTOR_BETWEEN_THE_COMMITS;
    }
  }

  /**
   * A run that is watched.
   *
   * @param staged blocks of recordings that earlier runs left behind
   */
  private record Run(CommandProcess process, PreprocessRuns runs, long staged) {
    /** The process that is to be killed. */
    Optional<ProcessHandle> victim(Moment moment) {
      return moment.killsAnExecutor()
          ? process.executors().stream().findFirst()
          : Optional.of(process.handle());
    }

    /** Whether tasks have begun to keep what they read. */
    boolean stages() {
      return runs.stagedBlocks() > staged;
    }

    /** Whether a folder of the input is open. */
    boolean lists() {
      Path descriptors = Path.of("/proc", Long.toString(process.handle().pid()), "fd");
      try (Stream<Path> open = Files.list(descriptors)) {
        return open.flatMap(Run::target)
            .anyMatch(file -> file.startsWith(runs.input()) && Files.isDirectory(file));
      } catch (IOException | UncheckedIOException e) {
        // it has ended
        return false;
      }
    }

    private static Stream<Path> target(Path link) {
      try {
        return Stream.of(Files.readSymbolicLink(link));
      } catch (IOException e) {
        return Stream.empty();
      }
    }
  }

  @BeforeEach
  void prepare() throws IOException {
    runs = new PreprocessRuns(directory);
    corpus = directory.resolve("corpus").toString();
    for (int i = 0; i < EMPTY_FOLDERS; i++) {
      Files.createDirectories(runs.input().resolve("empty/" + i));
    }
  }

  @Test
  void losesNothingWhenKilledAboutTheCommit() throws IOException, InterruptedException {
    surviveAll(Moment.BETWEEN_THE_COMMITS, Moment.AFTER_THE_COMMIT);
  }

  @Test
  @Tag("slow")
  void losesNothingInTenKills() throws IOException, InterruptedException {
    surviveAll(
        Moment.BETWEEN_CREATING_THE_TABLES,
        Moment.LISTING,
        Moment.READING,
        Moment.WRITING_RECORDINGS,
        Moment.BETWEEN_THE_COMMITS,
        Moment.WRITING_WINDOWS,
        Moment.AFTER_THE_COMMIT,
        Moment.WRITING_A_LATER_BATCH,
        Moment.EXECUTOR_READING,
        Moment.EXECUTOR_BETWEEN_THE_COMMITS);
  }

  private void surviveAll(Moment... moments) throws IOException, InterruptedException {
    try (PollingReader reader = PollingReader.start(LocalSpark.session(), corpus)) {
      int night = 0;
      for (Moment moment : moments) {
        runs.addNight(night++, RECORDINGS);
        long start = System.currentTimeMillis();
        killAt(moment);
        long killed = System.currentTimeMillis();
        try (CommandProcess again = runs.start("local[2]", corpus)) {
          CommandLineRun end = again.end();
          assertThat(end.exitCode()).as("after %s: %s", moment, end).isZero();
        }
        System.out.printf(
            "Killed at %s after %d ms, run again in %d ms%n",
            moment, killed - start, System.currentTimeMillis() - killed);
      }
      long recordings = (long) night * RECORDINGS;
      String undisturbed = directory.resolve("undisturbed").toString();
      CommandLineRun whole = runs.run(undisturbed);
      assertThat(whole.exitCode()).as(whole.toString()).isZero();
      CorpusContents expected = CorpusContents.of(undisturbed);
      assertThat(expected.recordings()).hasSize((int) recordings);
      assertThat(CorpusContents.of(corpus)).isEqualTo(expected);
      assertThat(runs.run(corpus).out())
          .contains("Added 0 recordings", recordings + " were there already");

      List<Look> looks = reader.stop();
      assertThat(looks.stream().map(Look::version).distinct().count())
          .as("looks %s", looks)
          .isGreaterThanOrEqualTo(moments.length);
      assertThat(looks.get(looks.size() - 1).recordings()).isEqualTo(recordings);
    }
  }

  /** Starts a run and kills it, or one of its executors, when it has come so far. */
  private void killAt(Moment moment) throws InterruptedException {
    CorpusFiles found = CorpusFiles.of(corpus);
    CorpusFiles before = moment == Moment.BETWEEN_CREATING_THE_TABLES ? found : found.created();
    String master = moment.killsAnExecutor() ? CommandProcess.LOCAL_CLUSTER : "local[2]";
    long staged = runs.stagedBlocks();
    try (CommandProcess process = runs.start(master, corpus)) {
      Run run = new Run(process, runs, staged);
      while (process.isAlive()) {
        if (moment.is(before, CorpusFiles.of(corpus), run) && kill(moment, before, run)) {
          CommandLineRun end = process.end();
          assertThat(end.exitCode())
              .as("%s: %s", moment, end)
              .isEqualTo(moment.killsAnExecutor() ? 0 : 137);
          return;
        }
        Thread.sleep(2);
      }
      fail("%s was not seen: %s", moment, process.end());
    }
  }

  /** Kills it if it is still there once it stands still, else lets it go on. */
  private boolean kill(Moment moment, CorpusFiles before, Run run) {
    ProcessHandle victim = run.victim(moment).orElseThrow();
    CommandProcess.suspend(victim);
    boolean still = moment.is(before, CorpusFiles.of(corpus), run);
    if (still) {
      CommandProcess.kill(victim);
    } else {
      CommandProcess.resume(victim);
    }
    return still;
  }
}
