package org.ecgnat.model.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StepMemoryTest {

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "resident memory is read from /proc")
  void aStepTakesTheMemoryThatWasCounted(@TempDir Path folder) throws Exception {
    List<String> lines = measure(folder);
    assertThat(lines).as("the process's output").hasSize(StepMemoryProcess.CASES.size());
    for (int i = 0; i < lines.size(); i++) {
      assertThat(Long.parseLong(lines.get(i)))
          .isCloseTo(
              StepMemoryProcess.BATCH * counted(StepMemoryProcess.CASES.get(i)),
              withinPercentage(2));
    }
  }

  private static long counted(StepMemoryProcess.Case one) {
    long reconstruction = NetworkCost.of(one.config()).stepBytes();
    return one.beat().wanted()
        ? reconstruction + BeatRegressionCost.of(one.config(), one.beat()).stepBytes()
        : reconstruction;
  }

  private static List<String> measure(Path folder) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xms256m",
            "-Xmx256m",
            // a heap that is resident from the start does not grow
            "-XX:+AlwaysPreTouch",
            "-XX:+UseSerialGC",
            // compilers take and free memory whenever they like
            "-Xint",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            StepMemoryProcess.class.getName(),
            out.toString());
    // every larger block is given back when it is freed
    builder.environment().put("MALLOC_MMAP_THRESHOLD_", "8192");
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
    Process process = builder.start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("The measurement did not finish within two minutes");
    }
    assertThat(process.exitValue()).as(() -> log(folder)).isZero();
    return Files.readAllLines(out, StandardCharsets.UTF_8);
  }

  private static String log(Path folder) {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
