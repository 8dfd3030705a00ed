package org.ecgnat.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ecgnat.jobs.LocalSpark;
import org.ecgnat.jobs.cli.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run in a process of its own, ended with SIGKILL in the middle of an epoch. */
class KilledRunTest {
  @TempDir private Path directory;

  @Test
  void endsAsIfItHadNotBeenKilled() throws IOException, InterruptedException {
    MadeUpCorpus corpus = MadeUpCorpus.write(LocalSpark.session(), directory, 150);
    assertThat(finetune(corpus, "whole", "never", "--seed=3")).contains("round 8/10");

    List<String> killed = finetune(corpus, "killed", "round 3/10", "--seed=3");
    assertThat(killed).doesNotContain("round 10/10", "Done:");
    assertThat(directory.resolve("killed/model")).doesNotExist();
    List<String> resumed = finetune(corpus, "killed", "never", "--seed=3", "--resume");
    assertThat(resumed).doesNotContain("round 2/10", "round 3/10").contains("round 10/10");

    for (String file :
        List.of(
            "model/weights.safetensors",
            "checkpoints/round-000010/weights.safetensors",
            "checkpoints/round-000010/moments.safetensors",
            "checkpoints/round-000010/ema.safetensors")) {
      assertThat(directory.resolve("killed").resolve(file))
          .hasSameBinaryContentAs(directory.resolve("whole").resolve(file));
    }
    assertThat(Files.readAllLines(directory.resolve("killed/rounds.jsonl"))).hasSize(10);
  }

  /** The first two words of each line that it printed. */
  private List<String> finetune(MadeUpCorpus corpus, String name, String last, String... more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !argument.startsWith("-javaagent"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Dspark.master=local[2]",
            "-Dspark.ui.enabled=false",
            "-Dspark.driver.bindAddress=127.0.0.1",
            "-Dspark.driver.host=127.0.0.1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Main.class.getName(),
            "finetune",
            "--corpus=" + corpus.file("corpus"),
            "--encoder=none",
            "--label-count=80",
            "--workers=4",
            "--task=" + corpus.file("task.yaml"),
            "--split=" + corpus.file("split.yaml"),
            "--config=" + corpus.file("finetune.yaml"),
            "--output=" + directory.resolve(name)));
    command.addAll(List.of(more));
    Process process =
        new ProcessBuilder(command)
            .redirectError(directory.resolve(name + ".log").toFile())
            .start();
    List<String> printed = new ArrayList<>();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" +");
        printed.add(words.length > 1 ? words[0] + " " + words[1] : line);
        if (line.startsWith(last)) {
          process.destroyForcibly();
          break; // its output ends with it
        }
      }
    }
    int code = process.waitFor();
    assertThat(code)
        .as(Files.readString(directory.resolve(name + ".log")))
        .isEqualTo(last.equals("never") ? 0 : 137);
    return printed;
  }
}
