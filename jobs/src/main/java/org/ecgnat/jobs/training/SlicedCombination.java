package org.ecgnat.jobs.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.PartitionPruningRDD;
import org.apache.spark.storage.StorageLevel;
import org.ecgnat.jobs.training.averaging.FlatVector;
import org.ecgnat.jobs.training.averaging.WeightedMean;
import scala.Tuple2;
import scala.runtime.AbstractFunction1;

/**
 * Deals slices of the vectors to the executors, which combine them, and brings home one combined
 * slice after the other: the driver holds the means alone, however many workers there are. Each
 * element is summed as on the driver, so the result is the same bit for bit.
 */
final class SlicedCombination implements Combination {
  private static final int LEAST_ELEMENTS = 1 << 18;
  private static final int MOST_SLICES = 128;

  private final int vectors;
  private final int length;
  private final int elements;

  /**
   * A combination.
   *
   * @param vectors of a contribution
   * @param parameters length of each
   */
  SlicedCombination(int vectors, int parameters) {
    this(vectors, parameters, Math.max(LEAST_ELEMENTS, (parameters - 1) / MOST_SLICES + 1));
  }

  SlicedCombination(int vectors, int parameters, int elementsOfASlice) {
    this.vectors = vectors;
    this.length = parameters;
    this.elements = elementsOfASlice;
  }

  /** A worker's part of a slice. */
  private record Piece(int worker, double examples, FlatVector elements) implements Serializable {}

  @Override
  public Combined of(JavaRDD<Contribution> work, RoundJob.Watch watch) throws AbandonedRound {
    // Kept where it was made, so that the reports can be looked at before anything is combined.
    JavaRDD<Contribution> kept = work.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      SortedMap<Integer, WorkerReport> reports =
          RoundJob.run(kept.map(Contribution::report), watch);
      long began = System.nanoTime();
      List<float[]> means =
          IntStream.range(0, vectors).mapToObj(vector -> new float[length]).toList();
      int slices = (length - 1) / elements + 1;
      Iterator<FlatVector> combined =
          combined(only(kept, Set.copyOf(reports.keySet())), slices, vectors * slices);
      for (float[] mean : means) {
        for (int slice = 0; slice < slices; slice++) {
          float[] values = combined.next().values();
          System.arraycopy(values, 0, mean, slice * elements, values.length);
        }
      }
      return new Combined(List.copyOf(reports.values()), (System.nanoTime() - began) / 1e9, means);
    } finally {
      kept.unpersist();
    }
  }

  /** The partitions of those that answered; the others are not asked again. */
  private static JavaRDD<Contribution> only(JavaRDD<Contribution> work, Set<Integer> answered) {
    if (answered.size() == work.getNumPartitions()) {
      return work;
    }
    return PartitionPruningRDD.create(work.rdd(), new Answered(answered)).toJavaRDD();
  }

  private static final class Answered extends AbstractFunction1<Object, Object>
      implements Serializable {
    private static final long serialVersionUID = 1;
    private final Set<Integer> partitions;

    Answered(Set<Integer> partitions) {
      this.partitions = partitions;
    }

    @Override
    public Object apply(Object partition) {
      return partitions.contains(partition);
    }
  }

  private Iterator<FlatVector> combined(JavaRDD<Contribution> work, int slices, int partitions) {
    int size = elements;
    JavaPairRDD<Integer, Piece> pieces =
        work.flatMapToPair(contribution -> pieces(contribution, slices, size).iterator());
    // an integer's hash is itself, so partition i holds slice i alone
    return pieces
        .partitionBy(new HashPartitioner(partitions))
        .values()
        .mapPartitions(parts -> List.of(mean(parts)).iterator())
        .toLocalIterator();
  }

  private static Stream<Tuple2<Integer, Piece>> pieces(
      Contribution contribution, int slices, int size) {
    int worker = contribution.report().worker();
    double examples = contribution.report().examples();
    List<FlatVector> vectors = contribution.vectors();
    return IntStream.range(0, vectors.size() * slices)
        .mapToObj(
            index -> {
              FlatVector vector = vectors.get(index / slices);
              int begin = index % slices * size;
              int end = Math.min(vector.length(), begin + size);
              return new Tuple2<>(index, new Piece(worker, examples, vector.slice(begin, end)));
            });
  }

  private static FlatVector mean(Iterator<Piece> parts) {
    List<Piece> pieces = new ArrayList<>();
    parts.forEachRemaining(pieces::add);
    pieces.sort(Comparator.comparingInt(Piece::worker));
    return FlatVector.of(
        WeightedMean.of(
            pieces.stream().map(Piece::elements).toList(),
            pieces.stream().mapToDouble(Piece::examples).toArray()));
  }
}
