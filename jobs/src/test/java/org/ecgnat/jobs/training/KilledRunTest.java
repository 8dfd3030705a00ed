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

/** A run in a process of its own, ended by a signal in the middle of an epoch, then resumed. */
class KilledRunTest {
  @TempDir private Path directory;

  private enum Ending {
    UNDISTURBED(0),
    KILLED(137),
    TERMINATED(5);

    private final int exitCode;

    Ending(int exitCode) {
      this.exitCode = exitCode;
    }
  }

  @Test
  void endsAsIfItHadNotBeenEnded() throws IOException, InterruptedException {
    MadeUpCorpus corpus = MadeUpCorpus.write(LocalSpark.session(), directory, 150);
    assertThat(finetune(corpus, "whole", Ending.UNDISTURBED, "--seed=3")).contains("round 8/10");

    List<String> killed = finetune(corpus, "killed", Ending.KILLED, "--seed=3");
    assertThat(killed).doesNotContain("round 10/10", "Done:");
    assertThat(directory.resolve("killed/model")).doesNotExist();
    assertGoesOn(corpus, "killed");

    List<String> terminated = finetune(corpus, "terminated", Ending.TERMINATED, "--seed=3");
    assertThat(terminated).doesNotContain("round 10/10", "Done:");
    assertThat(directory.resolve("terminated/result.json")).content().contains("\"exitCode\" : 5");
    assertGoesOn(corpus, "terminated");
  }

  private void assertGoesOn(MadeUpCorpus corpus, String name)
      throws IOException, InterruptedException {
    List<String> resumed = finetune(corpus, name, Ending.UNDISTURBED, "--seed=3", "--resume");
    assertThat(resumed).doesNotContain("round 2/10", "round 3/10").contains("round 10/10");
    for (String file :
        List.of(
            "model/weights.safetensors",
            "checkpoints/round-000010/weights.safetensors",
            "checkpoints/round-000010/moments.safetensors",
            "checkpoints/round-000010/ema.safetensors")) {
      assertThat(directory.resolve(name).resolve(file))
          .hasSameBinaryContentAs(directory.resolve("whole").resolve(file));
    }
    assertThat(Files.readAllLines(directory.resolve(name).resolve("metrics.jsonl"))).hasSize(10);
  }

  /** The first two words of each line that it printed. */
  private List<String> finetune(MadeUpCorpus corpus, String name, Ending ending, String... more)
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
        if (line.startsWith("round 3/10")) {
          switch (ending) {
            case KILLED -> process.toHandle().destroyForcibly();
            case TERMINATED -> process.toHandle().destroy();
            case UNDISTURBED -> {}
          }
        }
      }
    }
    int code = process.waitFor();
    assertThat(code)
        .as(Files.readString(directory.resolve(name + ".log")))
        .isEqualTo(ending.exitCode);
    return printed;
  }
}
