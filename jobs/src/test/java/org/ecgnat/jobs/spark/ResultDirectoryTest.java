package org.ecgnat.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.ecgnat.jobs.cli.ExitCode;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.spark.ResultDirectory.Existing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultDirectoryTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir private Path folder;

  @Test
  void appearsWholeAtTheCommit() throws Exception {
    Path target = folder.resolve("result");
    try (ResultDirectory result = begin(target, Existing.REFUSE)) {
      result.write("a.txt", "a");
      assertThat(target).doesNotExist();
      result.commit();
    }
    assertThat(target.resolve("a.txt")).hasContent("a");
    assertThat(entries()).containsExactly("result");
  }

  @Test
  void leavesNothingWithoutACommit() throws Exception {
    try (ResultDirectory result = begin(folder.resolve("result"), Existing.REFUSE)) {
      result.write("a.txt", "a");
    }
    assertThat(entries()).isEmpty();
  }

  @Test
  void replacesOnlyWhenAsked() throws Exception {
    Path target = Files.createDirectory(folder.resolve("result"));
    Files.createFile(target.resolve("metrics.json"));

    assertThatThrownBy(() -> begin(target, Existing.REFUSE))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("it exists")
        .hasMessageContaining("--overwrite");

    try (ResultDirectory result = begin(target, Existing.REPLACE)) {
      result.write("new", "");
      result.commit();
    }
    assertThat(target.resolve("new")).exists();
    assertThat(target.resolve("metrics.json")).doesNotExist();
    assertThat(entries()).containsExactly("result");
  }

  @Test
  void replacesNothingButResults() throws Exception {
    Path run = Files.createDirectory(folder.resolve("run"));
    Files.createDirectory(run.resolve("checkpoints"));
    Files.createFile(run.resolve("metrics.json"));
    Path recordings = Files.createDirectory(folder.resolve("recordings"));
    Files.createFile(recordings.resolve("RECORDS"));
    for (Path target : List.of(run, recordings, recordings.resolve("RECORDS"))) {
      assertThatThrownBy(() -> begin(target, Existing.REPLACE))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("Cannot replace " + target);
    }
    assertThat(entries()).containsExactlyInAnyOrder("run", "recordings");
  }

  @Test
  void bringsTheOldResultBackWhereTheNewOneCannotTakeItsPlace() throws Exception {
    Path target = Files.createDirectory(folder.resolve("result"));
    Files.createFile(target.resolve("metrics.json"));

    try (ResultDirectory result = begin(target, Existing.REPLACE)) {
      assertThatThrownBy(() -> result.commitOnly("nothing"))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("Cannot write");
    }
    assertThat(target.resolve("metrics.json")).exists();
    assertThat(entries()).containsExactly("result");
  }

  @Test
  void anUnwritablePlaceIsTheEnvironmentsFault() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> begin(file.resolve("result"), Existing.REFUSE))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.ENVIRONMENT))
        .hasMessageContaining("Cannot write");
  }

  private static ResultDirectory begin(Path target, Existing existing) {
    return ResultDirectory.begin(HADOOP, target.toString(), existing);
  }

  private List<String> entries() throws Exception {
    try (var entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).toList();
    }
  }
}
