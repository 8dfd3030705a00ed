package org.ecgnat.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ecgnat.jobs.CommandLineRun;
import org.ecgnat.jobs.CommandProcess;
import org.ecgnat.jobs.LocalSpark;
import org.ecgnat.jobs.cli.UserException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where trainers come to live on a cluster. */
class PlacementTest {
  /** Two executors of two cores, each of which could run two tasks of one. */
  private static final String TWO_BY_TWO = "local-cluster[2,2,700]";

  @TempDir private static Path directory;
  private static MadeUpCorpus corpus;

  @BeforeAll
  static void makeCorpus() throws IOException {
    corpus = MadeUpCorpus.write(LocalSpark.session(), directory, 100);
  }

  @Test
  void aTrainerHasAnExecutorForItself() throws IOException {
    CommandLineRun end = pretrain("alone", Map.of());
    assertThat(end.exitCode()).as(end.toString()).isZero();
    assertThat(
            RunLog.read(
                new RunFiles(LocalSpark.session().sessionState().newHadoopConf(), run("alone"))))
        .isNotEmpty()
        .allSatisfy(
            round ->
                assertThat(round.participants())
                    .extracting(RoundReport.Participant::executor)
                    .doesNotHaveDuplicates()
                    .hasSize(2));
    assertThat(Path.of(run("alone"), "checkpoints/round-000001/state.json"))
        .content()
        .contains("\"threads\" : 2");
  }

  @Test
  void saysWhereAGpuThatWasAskedForCannotBeUsed() throws IOException {
    Path script = directory.resolve("discovery.sh");
    Path ours = Path.of("../submit/gpus.sh").toRealPath();
    Files.writeString(script, "#!/bin/sh\nCUDA_VISIBLE_DEVICES=0 exec " + ours + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    CommandLineRun end =
        pretrain(
            "gpu",
            Map.of(
                "spark.worker.resource.gpu.amount", "1",
                "spark.worker.resource.gpu.discoveryScript", script.toString(),
                "spark.executor.resource.gpu.amount", "1"));
    assertThat(end.exitCode()).as(end.toString()).isEqualTo(4);
    assertThat(end.err())
        .contains("ecgnat: Cannot train on GPU 0, which Spark gave to this task: ")
        .contains("PYTORCH_LIBRARY_PATH", "spark.executor.resource.gpu.amount");
  }

  @Test
  void trainsWhereProcessesProveThemselvesAndEncrypt() throws IOException {
    Properties shipped = new Properties();
    try (Reader file = Files.newBufferedReader(Path.of("../conf/spark/secure.conf"))) {
      shipped.load(file);
    }
    Map<String, String> settings = new TreeMap<>();
    shipped.forEach((key, value) -> settings.put((String) key, (String) value));
    assertThat(settings).containsEntry("spark.authenticate", "true");
    CommandLineRun refused = pretrain("unknown", settings);
    assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(4);
    assertThat(refused.err())
        .contains("ecgnat: Cannot start Spark on " + TWO_BY_TWO, "spark.authenticate.secret");
    settings.put("spark.authenticate.secret", "as long as it is not this one");
    CommandLineRun end = pretrain("secure", settings);
    assertThat(end.exitCode()).as(end.toString()).isZero();
  }

  @Test
  void anExecutorRefusesASecondTrainer() {
    TrainerPool.enter(true);
    try {
      assertThatThrownBy(() -> TrainerPool.enter(true))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("spark.task.cpus");
      TrainerPool.enter(false);
      TrainerPool.leave();
    } finally {
      TrainerPool.leave();
    }
  }

  private static String run(String name) {
    return directory.resolve(name).toString();
  }

  private static CommandLineRun pretrain(String name, Map<String, String> settings) {
    String[] command =
        Stream.of(
                "pretrain",
                "--corpus=" + corpus.file("corpus"),
                "--split=" + corpus.file("split.yaml"),
                "--config=" + corpus.file("pretrain.yaml"),
                "--set=loop.epochs=1",
                "--workers=2",
                "--output=" + run(name))
            .toArray(String[]::new);
    try (CommandProcess process =
        CommandProcess.start(directory.resolve(name + "-process"), TWO_BY_TWO, settings, command)) {
      return process.end();
    }
  }
}
