package org.ecgnat.jobs.preprocess;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.jobs.corpus.CorpusIdentity;
import org.ecgnat.jobs.corpus.CorpusWriter;
import org.ecgnat.jobs.corpus.HeldRecordings;
import org.ecgnat.jobs.corpus.RecordingEntry;
import org.ecgnat.jobs.corpus.StagedRecording;
import org.ecgnat.jobs.spark.Lease;

/** Writes the two halves of a batch and the record of what was done. */
final class BatchCommit {
  private final SparkSession spark;
  private final PreprocessRequest request;
  private final Lease lease;
  private final CorpusIdentity identity;

  BatchCommit(SparkSession spark, PreprocessRequest request, Lease lease, CorpusIdentity identity) {
    this.spark = spark;
    this.request = request;
    this.lease = lease;
    this.identity = identity;
  }

  /**
   * Commits a batch.
   *
   * @param sources those that were read
   * @return its id
   * @throws UserException where the corpus cannot be written
   */
  String commit(List<PreparedSource> sources, Staging staging, Admission admission) {
    CorpusWriter writer =
        CorpusWriter.open(spark, request.corpus(), lease, request.settings().fileBytes(), identity);
    String batchId = writer.nextBatchId();
    HeldRecordings held = new HeldRecordings(spark, Corpus.open(spark, request.corpus()));
    KeptFacts kept = KeptFacts.of(held, admission.replacing());
    List<RecordingEntry> entries = new ArrayList<>(entries(admission.added()));
    entries.addAll(entries(admission.replacing()).stream().map(kept::apply).toList());
    entries.addAll(entries(admission.setAside()));
    if (admission.refiled().isEmpty()) {
      writer.writeRecordings(batchId, entries);
    } else {
      writer.writeRecordings(batchId, entries, held.refiled(entries(admission.refiled())));
    }
    List<GroupResult.Item> items = admission.withWindows();
    JavaRDD<StagedRecording> staged =
        kept.apply(
            staging.accepted(items.stream().map(GroupResult.Item::id).collect(Collectors.toSet())));
    Map<String, Long> signalBytes =
        items.stream()
            .collect(
                Collectors.groupingBy(
                    item -> item.entry().source(),
                    Collectors.summingLong(GroupResult.Item::signalBytes)));
    if (admission.replacing().isEmpty()) {
      writer.writeWindows(batchId, staged, signalBytes);
    } else {
      writer.writeWindows(
          batchId, staged, signalBytes, held.replaced(entries(admission.replacing())));
    }
    record(sources, batchId, admission);
    return batchId;
  }

  private static List<RecordingEntry> entries(List<GroupResult.Item> items) {
    return items.stream().map(GroupResult.Item::entry).toList();
  }

  private void record(List<PreparedSource> sources, String batchId, Admission admission) {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    try {
      RunRecord.write(hadoop, request, sources, batchId, admission);
    } catch (IOException e) {
      throw UserException.environment(
          "Cannot write the record of batch "
              + batchId
              + " into "
              + request.corpus()
              + " (the batch itself is committed): "
              + e.getMessage()
              + "; check the free space and run again",
          e);
    }
  }
}
