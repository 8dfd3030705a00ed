package org.ecgnat.jobs.training;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.ecgnat.preprocessing.corpus.CorpusWindow;
import org.ecgnat.preprocessing.corpus.RowGroup;

/** Where executors get row groups from. */
interface RowGroupSource extends Serializable {

  /** All windows of a row group in file order. */
  List<CorpusWindow> read(RowGroup rowGroup) throws IOException;

  /** The same without their signals. */
  List<CorpusWindow> readWithoutSignals(RowGroup rowGroup) throws IOException;
}
