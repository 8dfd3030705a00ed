package org.ecgnat.jobs.corpus;

import java.io.Serial;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.Partitioner;

/** Deals windows to the files of their source by content, so that a file is a random sample. */
final class FileBuckets extends Partitioner {
  @Serial private static final long serialVersionUID = 1L;

  private final Map<String, int[]> firstAndCount;
  private final int total;

  private FileBuckets(Map<String, int[]> firstAndCount, int total) {
    this.firstAndCount = firstAndCount;
    this.total = total;
  }

  static FileBuckets of(Map<String, Long> signalBytes, long fileBytes) {
    Map<String, int[]> firstAndCount = new TreeMap<>();
    int next = 0;
    for (Map.Entry<String, Long> source : new TreeMap<>(signalBytes).entrySet()) {
      int files = Math.toIntExact(Math.max(1, (source.getValue() + fileBytes - 1) / fileBytes));
      firstAndCount.put(source.getKey(), new int[] {next, files});
      next += files;
    }
    return new FileBuckets(firstAndCount, Math.max(1, next));
  }

  int of(String source, String contentHash) {
    int[] bucket = firstAndCount.get(source);
    return bucket[0] + (int) (Long.parseLong(contentHash.substring(0, 12), 16) % bucket[1]);
  }

  @Override
  public int numPartitions() {
    return total;
  }

  @Override
  public int getPartition(Object key) {
    return (Integer) key;
  }
}
