package org.ecgnat.jobs.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.ecgnat.model.training.TrainingExample;

/**
 * The examples of one worker: of the lanes that it owns, the one that is furthest behind by (pass,
 * offset, lane) gives the next. So W workers with batches of B together take what one worker with a
 * batch of W·B takes. Batches are always full; an epoch's end is no end. Used by one thread at a
 * time.
 */
final class ExampleStream {
  private static final Comparator<Lane> FURTHEST_BEHIND =
      Comparator.<Lane>comparingInt(lane -> lane.cursor.pass())
          .thenComparingLong(lane -> lane.cursor.offset())
          .thenComparingInt(lane -> lane.index);

  private final TrainingData data;
  private final EpochPlan plan;
  private final long cacheBytes;
  private final PriorityQueue<Lane> lanes = new PriorityQueue<>(FURTHEST_BEHIND);

  private record Lane(int index, LaneCursor cursor) {}

  /**
   * Opens a stream.
   *
   * @param cursors of the lanes that the worker owns
   * @param cacheBytes capacity of the process's {@link RowGroupCache}
   */
  ExampleStream(
      TrainingData data, EpochPlan plan, Map<Integer, LaneCursor> cursors, long cacheBytes) {
    this.data = data;
    this.plan = plan;
    this.cacheBytes = cacheBytes;
    cursors.forEach((lane, cursor) -> lanes.add(new Lane(lane, cursor)));
  }

  /** The next examples. */
  List<TrainingExample> next(int batchSize) {
    List<TrainingExample> batch = new ArrayList<>(batchSize);
    while (batch.size() < batchSize) {
      Lane lane = lanes.remove();
      EpochPlan.Place place = plan.place(lane.index, lane.cursor);
      batch.add(
          RowGroupCache.shared()
              .windows(data, place.group(), cacheBytes)
              .get(place.row())
              .decode(place.epoch()));
      lanes.add(new Lane(lane.index, plan.next(lane.cursor)));
    }
    return batch;
  }

  /** Where its lanes stand now. */
  Map<Integer, LaneCursor> cursors() {
    Map<Integer, LaneCursor> cursors = new TreeMap<>();
    lanes.forEach(lane -> cursors.put(lane.index, lane.cursor));
    return cursors;
  }
}
