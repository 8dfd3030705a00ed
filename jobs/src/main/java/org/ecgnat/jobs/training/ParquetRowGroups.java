package org.ecgnat.jobs.training;

import java.io.IOException;
import java.util.List;
import org.apache.spark.util.SerializableConfiguration;
import org.ecgnat.preprocessing.corpus.CorpusWindow;
import org.ecgnat.preprocessing.corpus.RowGroup;
import org.ecgnat.preprocessing.corpus.RowGroupReader;

/**
 * Row groups of a corpus's Parquet files.
 *
 * @param hadoop how executors reach the files
 */
record ParquetRowGroups(SerializableConfiguration hadoop) implements RowGroupSource {

  @Override
  public List<CorpusWindow> read(RowGroup rowGroup) throws IOException {
    return RowGroupReader.read(hadoop.value(), rowGroup);
  }

  @Override
  public List<CorpusWindow> readWithoutSignals(RowGroup rowGroup) throws IOException {
    return RowGroupReader.readWithoutSignals(hadoop.value(), rowGroup);
  }
}
