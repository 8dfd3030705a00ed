package org.ecgnat.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.ecgnat.jobs.cli.ExitCode;
import org.ecgnat.jobs.cli.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(1);

  @TempDir Path directory;
  private final Configuration hadoop = new Configuration();

  private Lease acquire(String purpose) {
    return Lease.acquire(hadoop, directory.toString(), purpose);
  }

  @Test
  void removesADirectoryOnlyWhereNothingElseLiesInIt() throws IOException {
    Path unused = directory.resolve("unused");
    Lease.acquire(hadoop, unused.toString(), "test").closeAndRemoveUnused();
    assertThat(unused).doesNotExist();

    Path used = directory.resolve("used");
    Lease lease = Lease.acquire(hadoop, used.toString(), "test");
    Files.writeString(used.resolve("file"), "content");
    lease.closeAndRemoveUnused();
    assertThat(used.resolve("file")).exists();
    assertThat(used.resolve("_lease")).isNotEmptyDirectory();
  }

  @Test
  void refusesASecondHolderAndNamesTheFirst() {
    try (Lease first = acquire("preprocess")) {
      first.check();
      assertThatThrownBy(() -> acquire("pretrain"))
          .isInstanceOfSatisfying(
              UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.ENVIRONMENT))
          .hasMessageContaining("preprocess of " + System.getProperty("user.name"))
          .hasMessageContaining("process " + ProcessHandle.current().pid());
    }
  }

  @Test
  void isFreeOnceGivenBackAndCountsItsHolders() {
    long first;
    try (Lease lease = acquire("preprocess")) {
      first = lease.fencingToken();
    }
    try (Lease lease = acquire("preprocess")) {
      assertThat(lease.fencingToken()).isEqualTo(first + 1);
      assertThat(lease.takenOver()).isFalse();
    }
  }

  @Test
  void fencesOffAHolderThatWasSilentTooLong() throws InterruptedException {
    Configuration conf = hadoop;
    String path = directory.toString();
    try (Lease paused = Lease.acquire(conf, path, "paused", LONG, LONG)) {
      Thread.sleep(20);
      try (Lease next = Lease.acquire(conf, path, "next", LONG, SHORT)) {
        assertThat(next.fencingToken()).isGreaterThan(paused.fencingToken());
        assertThat(paused.takenOver()).isFalse();
        assertThat(next.takenOver()).isTrue();
        assertThatThrownBy(paused::check)
            .isInstanceOf(UserException.class)
            .hasMessageContaining("run the command again");
      }
    }
  }

  @Test
  void doesNotWaitForADeadProcessOfThisMachine() throws IOException, InterruptedException {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Lease lease = acquire("preprocess");
    Path file = directory.resolve("_lease/000000001.json");
    String alive = Files.readString(file);
    lease.close();
    Files.writeString(
        file, alive.replace("\"pid\":" + ProcessHandle.current().pid(), "\"pid\":" + dead.pid()));
    try (Lease next = acquire("preprocess")) {
      assertThat(next.fencingToken()).isEqualTo(2);
    }
  }

  @Test
  void isTakenByOneOfManyThatTryAtOnce() throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> attempts =
          IntStream.range(0, 8)
              .mapToObj(
                  i ->
                      (Callable<Boolean>)
                          () -> {
                            try {
                              return acquire("writer " + i).fencingToken() == 1;
                            } catch (UserException e) {
                              return false;
                            }
                          })
              .toList();
      long holders = threads.invokeAll(attempts).stream().filter(LeaseTest::holds).count();
      assertThat(holders).isEqualTo(1);
    } finally {
      threads.shutdown();
    }
  }

  private static boolean holds(Future<Boolean> attempt) {
    try {
      return attempt.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void saysWhereItCannotWrite() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), Instant.EPOCH.toString());
    assertThatThrownBy(() -> Lease.acquire(hadoop, file.resolve("corpus").toString(), "preprocess"))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.ENVIRONMENT))
        .hasMessageStartingWith("Cannot write to " + file.resolve("corpus"));
  }
}
