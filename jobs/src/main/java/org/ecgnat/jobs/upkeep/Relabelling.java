package org.ecgnat.jobs.upkeep;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.jobs.corpus.CorpusWriter;
import org.ecgnat.jobs.preprocess.PreparedSource;
import org.ecgnat.jobs.preprocess.Pseudonyms;
import org.ecgnat.jobs.preprocess.SourceInput;
import org.ecgnat.jobs.spark.Lease;
import org.ecgnat.preprocessing.corpus.RecordingsTable;
import org.ecgnat.preprocessing.format.archive.ArchiveLimits;
import org.ecgnat.preprocessing.source.SourceDefinition;

/**
 * Gives recordings of a corpus the labels of a new labels file without reading their signals again.
 * The rows of recordings whose labels change are written once more, as a batch without windows: a
 * version that was pinned before keeps the labels that it had.
 */
public final class Relabelling {
  private final SparkSession spark;
  private final Lease lease;
  private final ArchiveLimits limits;

  /**
   * What was done.
   *
   * @param changed recordings whose labels are others now
   * @param unchanged recordings of the source whose labels are the same
   * @param unlisted recordings of the source that the file has no row for; they keep their labels
   */
  public record Result(long changed, long unchanged, long unlisted) {}

  /**
   * A relabelling.
   *
   * @param lease held for the corpus
   * @param limits of an archive that holds the labels file
   */
  public Relabelling(SparkSession spark, Lease lease, ArchiveLimits limits) {
    this.spark = spark;
    this.lease = lease;
    this.limits = limits;
  }

  /**
   * Relabels the accepted recordings of a source.
   *
   * @param file the new labels file, laid out as the source says
   * @param pseudonyms of the source
   * @throws UserException where the file cannot be read or does not fit the source, or the corpus
   *     was made with another site key
   */
  public Result run(Corpus corpus, SourceDefinition source, String file, Pseudonyms pseudonyms) {
    SiteKeys.requireSame(corpus, pseudonyms);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    SourceInput input = new SourceInput(source.name(), List.of(file), file);
    Broadcast<NewLabels> labels =
        context.broadcast(
            new NewLabels(
                PreparedSource.of(
                    context.hadoopConfiguration(), source, input, pseudonyms, limits)));
    Dataset<Row> recordings =
        corpus.recordings().filter(col(RecordingsTable.SOURCE).equalTo(source.name())).cache();
    try {
      long accepted =
          recordings.filter(col(RecordingsTable.OUTCOME).equalTo(RecordingsTable.ACCEPTED)).count();
      JavaRDD<Row> rows = recordings.toJavaRDD();
      long listed = rows.filter(row -> labels.value().lists(row)).count();
      List<String> files =
          rows.filter(row -> labels.value().change(row)).map(Relabelling::mainFile).collect();
      if (!files.isEmpty()) {
        // all recordings of a file make up one attempt, also those whose labels stay the same
        Broadcast<Set<String>> rewritten =
            context.broadcast(files.stream().collect(Collectors.toUnmodifiableSet()));
        JavaRDD<Row> changed =
            rows.filter(row -> rewritten.value().contains(mainFile(row)))
                .map(row -> labels.value().relabelled(row));
        write(corpus, spark.createDataFrame(changed, recordings.schema()));
      }
      return new Result(files.size(), listed - files.size(), accepted - listed);
    } finally {
      recordings.unpersist();
    }
  }

  private static String mainFile(Row recording) {
    return recording.getAs(RecordingsTable.MAIN_FILE);
  }

  private void write(Corpus corpus, Dataset<Row> rows) {
    CorpusWriter writer = CorpusWriter.open(spark, corpus, lease);
    String batchId = writer.nextBatchId();
    writer.writeRecordings(batchId, rows);
    writer.writeNoWindows(batchId);
  }
}
