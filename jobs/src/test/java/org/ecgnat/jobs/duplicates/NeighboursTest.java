package org.ecgnat.jobs.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;

class NeighboursTest {
  private final LongAccumulator comparisons = new LongAccumulator();

  private static Row sketch(int bucket, long code, long recording) {
    return RowFactory.create(bucket, code, 0L, recording, 10 * recording, 0.5 * recording);
  }

  private List<Row> candidates(List<Row> sorted) {
    List<Row> found = new ArrayList<>();
    Iterator<Row> walk = new Neighbours(comparisons).call(sorted.iterator());
    walk.forEachRemaining(found::add);
    return found;
  }

  @Test
  void comparesNeighboursOfOtherRecordingsInTheSameBucketOnly() {
    List<Row> found =
        candidates(
            List.of(
                sketch(1, 0b0000, 7),
                sketch(1, 0b0001, 7),
                sketch(1, 0b0011, 3),
                sketch(1, 0xffffffffL, 4),
                sketch(2, 0xffffffffL, 5)));

    // 7 and 3 are alike, each counted once, the earlier one first; 4 is near neither, 5 elsewhere
    assertThat(found).hasSize(1);
    assertThat(found.get(0)).isEqualTo(RowFactory.create(3L, 7L, 30L, 70L, 2.0, 1));
  }

  /** A thousand sketches of one pattern cost as much each as two of a rare one. */
  @Test
  void comparesNoMoreHoweverPopularAPatternIs() {
    List<Row> rows = new ArrayList<>();
    for (long recording = 0; recording < 1000; recording++) {
      rows.add(sketch(1, 42, recording));
    }
    assertThat(candidates(rows)).hasSizeLessThanOrEqualTo(1000 * Neighbours.RECORDINGS);
    assertThat(comparisons.value()).isLessThanOrEqualTo(1000L * Neighbours.RECORDINGS);
  }

  /** A long recording of like beats does not hide what lies beyond it. */
  @Test
  void looksPastManySketchesOfOneRecording() {
    List<Row> rows = new ArrayList<>();
    rows.add(sketch(1, 42, 1));
    for (int i = 0; i < 100; i++) {
      rows.add(sketch(1, 42, 2));
    }
    rows.add(sketch(1, 42, 3));
    assertThat(candidates(rows))
        .anySatisfy(row -> assertThat(List.of(row.get(0), row.get(1))).isEqualTo(List.of(1L, 3L)));
  }
}
