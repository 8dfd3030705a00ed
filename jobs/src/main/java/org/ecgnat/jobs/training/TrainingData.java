package org.ecgnat.jobs.training;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.ecgnat.preprocessing.corpus.RowGroup;

/**
 * What an executor must know to find any window of a run: broadcast once.
 *
 * @param rowGroups of the pinned corpus version
 * @param eligible windows of each row group that take part
 * @param selection which do
 * @param source reads a row group
 */
record TrainingData(
    List<RowGroup> rowGroups, int[] eligible, WindowSelection selection, RowGroupSource source)
    implements Serializable {

  /**
   * Counts the windows that take part, in a Spark job that leaves the signals unread.
   *
   * @param rowGroups of the pinned corpus version
   */
  static TrainingData count(
      JavaSparkContext spark,
      List<RowGroup> rowGroups,
      WindowSelection selection,
      RowGroupSource source) {
    int slices = Math.max(1, Math.min(rowGroups.size(), spark.defaultParallelism() * 4));
    List<Integer> counts =
        spark
            .parallelize(rowGroups, slices)
            .map(
                rowGroup ->
                    Math.toIntExact(
                        source.readWithoutSignals(rowGroup).stream()
                            .filter(selection::selects)
                            .count()))
            .collect();
    int[] eligible = counts.stream().mapToInt(Integer::intValue).toArray();
    return new TrainingData(List.copyOf(rowGroups), eligible, selection, source);
  }

  /** Windows that take part. */
  long windows() {
    return Arrays.stream(eligible).asLongStream().sum();
  }
}
