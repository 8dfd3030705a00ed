package org.ecgnat.jobs.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.ecgnat.preprocessing.codec.DecodedWindow;
import org.ecgnat.preprocessing.codec.WindowCodec;
import org.ecgnat.preprocessing.corpus.CorpusWindow;
import org.ecgnat.preprocessing.corpus.RowGroup;

/**
 * Row groups made from nothing but their path and index. Folds go round from 1 to 10, so that a
 * split can choose.
 *
 * @param samples a lead
 */
record SyntheticRowGroups(int samples) implements RowGroupSource {

  static List<RowGroup> rowGroups(String path, int... rows) {
    return IntStream.range(0, rows.length)
        .mapToObj(index -> new RowGroup(path, index, rows[index], "made-up"))
        .toList();
  }

  @Override
  public List<CorpusWindow> read(RowGroup rowGroup) {
    List<CorpusWindow> windows = new ArrayList<>();
    for (int row = 0; row < rowGroup.rows(); row++) {
      Random random = new Random(rowGroup.path().hashCode() + 1000L * rowGroup.index() + row);
      String id = String.format(Locale.ROOT, "%016x", random.nextLong());
      float[] signal = new float[12 * samples];
      for (int i = 0; i < signal.length; i++) {
        signal[i] = (float) random.nextGaussian();
      }
      byte[] bytes = WindowCodec.encode(new DecodedWindow(100, samples, 0xfff, false, signal));
      windows.add(new CorpusWindow(id, id, id, rowGroup.source(), 1 + row % 10, 0, 10, bytes));
    }
    return windows;
  }

  @Override
  public List<CorpusWindow> readWithoutSignals(RowGroup rowGroup) {
    return read(rowGroup);
  }
}
