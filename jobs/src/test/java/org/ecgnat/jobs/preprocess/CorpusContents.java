package org.ecgnat.jobs.preprocess;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sha2;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.ecgnat.jobs.LocalSpark;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.preprocessing.corpus.RecordingsTable;
import org.ecgnat.preprocessing.corpus.WindowsTable;

/**
 * All that a corpus holds but for the batches that brought it, in an order of its own, so that two
 * corpora can be compared.
 */
record CorpusContents(List<String> recordings, List<String> windows) {

  static CorpusContents of(String directory) {
    Corpus corpus = Corpus.open(LocalSpark.session(), directory);
    return new CorpusContents(
        rows(corpus.recordings().drop(RecordingsTable.BATCH_ID)),
        rows(
            corpus
                .windows()
                .drop(WindowsTable.BATCH_ID)
                .withColumn(WindowsTable.SIGNAL, sha2(col(WindowsTable.SIGNAL), 256))));
  }

  private static List<String> rows(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::json).sorted().toList();
  }
}
