package org.ecgnat.jobs.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.LocalSpark;
import org.ecgnat.jobs.spark.Lease;
import org.ecgnat.preprocessing.corpus.RowGroup;
import org.ecgnat.preprocessing.corpus.WindowsTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusCompactionTest {
  private static final long FILE_BYTES = 128L << 20;

  @TempDir Path folder;
  private final SparkSession spark = LocalSpark.session();

  @Test
  void manyNightsBecomeOneFileASourceInOrderOfContent() {
    String directory = folder.resolve("corpus").toString();
    try (Lease lease = Lease.acquire(new Configuration(), directory, "test")) {
      CorpusWriter writer =
          CorpusWriter.open(
              spark, directory, lease, FILE_BYTES, new CorpusIdentity("hash", "name: x\n", ""));
      for (int night = 0; night < 3; night++) {
        List<StagedRecording> staged =
            new ArrayList<>(StagedRecordings.of("a", night * 200, (night + 1) * 200));
        staged.addAll(StagedRecordings.of("b", night, night + 1));
        StagedRecordings.write(spark, writer, staged);
      }
      Corpus before = Corpus.open(spark, directory);
      List<RowGroup> rowGroupsBefore = before.rowGroups();
      List<Row> rowsBefore = windows(before);
      CorpusCompaction compaction = new CorpusCompaction(spark, lease, FILE_BYTES);

      assertThat(compaction.run(before)).isEqualTo(new CorpusCompaction.Result(6, 2));

      Corpus after = Corpus.open(spark, directory);
      assertThat(after.tableId()).isEqualTo(before.tableId());
      assertThat(after.batches()).isEqualTo(before.batches()).hasSize(3);
      assertThat(after.recordings().count()).isEqualTo(603);
      assertThat(windows(after)).isEqualTo(rowsBefore).hasSize(603);
      assertThat(after.rowGroups().stream().filter(group -> group.source().equals("a")))
          .extracting(RowGroup::rows)
          .containsExactly(256, 256, 88);
      assertThat(hashesInFileOrder(after, "a")).hasSize(600).isSorted();
      assertThat(CorpusVersion.history(spark, after))
          .extracting(CorpusVersion::operation)
          .startsWith("VACUUM END", "VACUUM START", "OPTIMIZE", "WRITE");

      // a training that pinned the version before goes on
      assertThat(Corpus.open(spark, directory, before.version()).rowGroups())
          .isEqualTo(rowGroupsBefore);
      // and there is nothing left to do
      assertThat(compaction.run(after)).isEqualTo(new CorpusCompaction.Result(2, 2));
    }
  }

  private static List<Row> windows(Corpus corpus) {
    return corpus.windows().orderBy(WindowsTable.WINDOW_ID).collectAsList();
  }

  private List<String> hashesInFileOrder(Corpus corpus, String source) {
    String file =
        corpus.rowGroups().stream()
            .filter(group -> group.source().equals(source))
            .findFirst()
            .orElseThrow()
            .path();
    return spark.read().parquet(file).select(WindowsTable.CONTENT_HASH).collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }
}
