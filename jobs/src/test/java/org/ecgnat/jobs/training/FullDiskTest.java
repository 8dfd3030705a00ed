package org.ecgnat.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.ecgnat.jobs.CommandLineRun;
import org.ecgnat.jobs.HdfsCluster;
import org.ecgnat.jobs.LocalSpark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run directory on HDFS whose quota of space is used up in the middle of a checkpoint. */
class FullDiskTest {
  private static final int BLOCK = 1 << 20;

  /** Less than a checkpoint needs, more than what is written before it. */
  private static final int LEFT = 40_000;

  private static final String BLOCK_SIZE = "dfs.blocksize";
  private static final String REPLICATION = "dfs.replication";

  @TempDir private Path directory;
  private final Configuration hadoop = LocalSpark.session().sparkContext().hadoopConfiguration();

  @AfterEach
  void restore() {
    hadoop.unset(BLOCK_SIZE);
    hadoop.unset(REPLICATION);
  }

  @Test
  void saysThatTheDiskIsFullAndGoesOnOnceItIsNot() throws IOException {
    // HDFS asks for the space of a whole block before the first byte of a file
    hadoop.setInt(BLOCK_SIZE, BLOCK);
    hadoop.setInt(REPLICATION, 1);
    MadeUpCorpus corpus = MadeUpCorpus.write(LocalSpark.session(), directory, 100);
    String whole = directory.resolve("whole").toString();
    assertThat(pretrain(corpus, whole).exitCode()).isZero();
    try (HdfsCluster cluster = HdfsCluster.start(directory.resolve("hdfs"))) {
      String run = cluster.path("run");
      CommandLineRun brief = pretrain(corpus, run, "--set=loop.stop.hours=0.0002");
      assertThat(brief.exitCode()).as(brief.toString()).isEqualTo(5);
      int round = newest(run);

      DistributedFileSystem files = (DistributedFileSystem) cluster.files();
      org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(run);
      long used = files.getContentSummary(path).getSpaceConsumed();
      files.setQuota(path, HdfsConstants.QUOTA_DONT_SET, used + BLOCK + LEFT);
      CommandLineRun full = pretrain(corpus, run, "--resume");
      assertThat(full.exitCode()).as(full.toString()).isEqualTo(4);
      assertThat(full.err())
          .startsWith("ecgnat: Cannot write " + run + "/checkpoints/")
          .contains("quota", "check permissions and free space");
      assertThat(newest(run)).isEqualTo(round);

      files.setQuota(path, HdfsConstants.QUOTA_DONT_SET, HdfsConstants.QUOTA_RESET);
      CommandLineRun resumed = pretrain(corpus, run, "--resume");
      assertThat(resumed.exitCode()).as(resumed.toString()).isZero();
      for (String file : List.of("weights.safetensors", "moments.safetensors")) {
        String last = "checkpoints/round-000030/" + file;
        assertThat(new RunFiles(hadoop, run).read(last))
            .hasValueSatisfying(
                bytes ->
                    assertThat(bytes)
                        .isEqualTo(new RunFiles(hadoop, whole).read(last).orElseThrow()));
      }
    }
  }

  /** The round of the newest checkpoint that is whole. */
  private int newest(String run) {
    return new CheckpointStore(new RunFiles(hadoop, run), LinearTrainer.layout(1))
        .newest()
        .orElseThrow()
        .run()
        .round();
  }

  private static CommandLineRun pretrain(MadeUpCorpus corpus, String output, String... more) {
    Stream<String> fixed =
        Stream.of(
            "pretrain",
            "--corpus=" + corpus.file("corpus"),
            "--split=" + corpus.file("split.yaml"),
            "--config=" + corpus.file("pretrain.yaml"),
            "--set=loop.epochs=1",
            "--set=loop.minimumRounds=30",
            "--output=" + output);
    return CommandLineRun.of(Stream.concat(fixed, Stream.of(more)).toArray(String[]::new));
  }
}
