package org.ecgnat.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;
import org.ecgnat.jobs.CommandLineRun;
import org.ecgnat.jobs.CommandProcess;
import org.ecgnat.jobs.LocalSpark;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training in containers of a real YARN of one node. Needs spark-yarn on the class path. */
@Tag("yarn")
class YarnTest {
  @TempDir private Path directory;

  @Test
  void trainsInContainers() throws IOException {
    MadeUpCorpus corpus = MadeUpCorpus.write(LocalSpark.session(), directory, 100);
    YarnConfiguration settings = new YarnConfiguration();
    settings.set("hadoop.tmp.dir", directory.resolve("hadoop").toString());
    settings.set("yarn.scheduler.minimum-allocation-mb", "128");
    settings.set(
        "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", "100");
    // the address space of a JVM says nothing about its memory
    settings.set("yarn.nodemanager.vmem-check-enabled", "false");
    try (MiniYARNCluster yarn = new MiniYARNCluster("ecgnat", 1, 1, 1)) {
      yarn.init(settings);
      yarn.start();
      Path hadoop = Files.createDirectories(directory.resolve("conf"));
      try (OutputStream file = Files.newOutputStream(hadoop.resolve("yarn-site.xml"))) {
        yarn.getConfig().writeXml(file);
      }
      String[] command = {
        "pretrain",
        "--corpus=" + corpus.file("corpus"),
        "--split=" + corpus.file("split.yaml"),
        "--config=" + corpus.file("pretrain.yaml"),
        "--set=loop.epochs=1",
        "--workers=2",
        "--output=" + directory.resolve("run")
      };
      try (CommandProcess process =
          CommandProcess.start(
              directory,
              "yarn",
              Map.of(
                  "spark.executor.instances", "2",
                  "spark.executor.cores", "2",
                  "spark.executor.memoryOverhead", "600m",
                  // nothing is uploaded: containers take all classes from the class path below
                  "spark.yarn.jars", "local:" + directory.resolve("none.jar")),
              Map.of(
                  "HADOOP_CONF_DIR", hadoop.toString(),
                  "SPARK_DIST_CLASSPATH", CommandProcess.classPath()),
              command)) {
        CommandLineRun end = process.end();
        assertThat(end.exitCode()).as(end.toString()).isZero();
      }
    }
    assertThat(
            RunLog.read(new RunFiles(new YarnConfiguration(), directory.resolve("run").toString())))
        .isNotEmpty()
        .allSatisfy(
            round ->
                assertThat(round.participants())
                    .extracting(RoundReport.Participant::executor)
                    .containsExactlyInAnyOrder("1", "2"));
    assertThat(directory.resolve("run/checkpoints/round-000001/state.json"))
        .content()
        .contains("\"threads\" : 2");
  }
}
