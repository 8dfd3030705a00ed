package org.ecgnat.jobs.inventory;

import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.config.ConfigFiles;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.jobs.corpus.CorpusSummary;
import org.ecgnat.jobs.preprocess.RunHistory;
import org.ecgnat.jobs.report.CorpusPage;
import org.ecgnat.jobs.spark.ResultDirectory;
import org.ecgnat.jobs.spark.ResultDirectory.Existing;
import org.ecgnat.preprocessing.corpus.RecordingsTable;
import org.ecgnat.preprocessing.window.ConditioningRecipe;

/**
 * Writes the page of a corpus. Spark counts; what the driver holds grows with the number of
 * sources, labels and batches, not with that of recordings.
 */
public final class InventoryJob {
  /** Name of the page in its folder. */
  public static final String PAGE = "corpus.html";

  /** Columns that no question needs. */
  private static final Set<String> UNASKED = Set.of(RecordingsTable.FILES);

  private final SparkSession spark;
  private final Corpus corpus;

  /** A job over one version of a corpus. */
  public InventoryJob(SparkSession spark, Corpus corpus) {
    this.spark = spark;
    this.corpus = corpus;
  }

  /**
   * Writes the page.
   *
   * @param output the folder
   * @return the numbers of {@code corpus --json}, which are on it
   * @throws org.ecgnat.jobs.cli.UserException where the folder exists or cannot be written
   */
  public CorpusSummary write(String output, Existing existing) {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    try (ResultDirectory result = ResultDirectory.begin(hadoop, output, existing)) {
      Inventory inventory = take(hadoop);
      result.write(PAGE, CorpusPage.of(inventory));
      result.commit();
      return inventory.summary();
    }
  }

  private Inventory take(Configuration hadoop) {
    RunHistory history = RunHistory.of(spark, corpus.directory());
    ConditioningRecipe recipe =
        ConfigFiles.parse(ConditioningRecipe.class, "of the corpus", corpus.recipe(), List.of());
    Dataset<Row> recordings = corpus.recordings();
    Column[] asked =
        Arrays.stream(recordings.columns())
            .filter(name -> !UNASKED.contains(name))
            .map(name -> col(name))
            .toArray(Column[]::new);
    recordings = recordings.select(asked).cache();
    try {
      CorpusSummary summary = CorpusSummary.of(corpus, recordings);
      Dataset<Row> windows = corpus.windows();
      List<SetAsideGroup> setAside = SetAsideGroup.of(recordings);
      return new Inventory(
          corpus.directory(),
          corpus.tableId(),
          summary,
          recipe,
          SourceContents.of(recordings),
          history.definitions(),
          RecordingQuestions.ask(recordings),
          WindowQuestions.ask(windows),
          WindowQuestions.leads(windows, summary.windows()),
          history.committedAt(),
          setAside,
          new AcceptedStrips(recipe, history.definitions()).of(recordings, windows),
          new SetAsideStrips(hadoop, history.definitions()).of(setAside));
    } finally {
      recordings.unpersist();
    }
  }
}
