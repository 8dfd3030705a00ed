package org.ecgnat.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.ecgnat.jobs.config.Split;
import org.ecgnat.model.training.TrainingExample;
import org.ecgnat.preprocessing.corpus.RowGroup;
import org.junit.jupiter.api.Test;

class ExampleStreamTest {
  private static final int LANES = 16;
  private static final int[] ROWS = {40, 0, 50, 37, 40};

  private record Drawn(long key, int epoch) {}

  @Test
  void fourWorkersTakeWhatOneWorkerWithTheFourfoldBatchTakes() {
    TrainingData data = data("four", Split.Role.TRAIN);
    List<ExampleStream> four =
        IntStream.range(0, 4).mapToObj(worker -> stream(data, worker, 4)).toList();
    ExampleStream one = stream(data, 0, 1);
    for (int step = 0; step < 30; step++) {
      List<Drawn> together = new ArrayList<>();
      four.forEach(stream -> together.addAll(draw(stream, 3)));
      assertThat(together).containsExactlyInAnyOrderElementsOf(draw(one, 12));
    }
  }

  @Test
  void anEpochHasEachSelectedWindowOnceAndBatchesRunOnIntoTheNext() {
    TrainingData data = data("once", Split.Role.TRAIN);
    int windows = (int) data.windows();
    assertThat(windows).isEqualTo(85);
    ExampleStream stream = stream(data, 0, 1);
    List<Drawn> drawn = draw(stream, 2 * windows + 5);
    Set<Drawn> distinct = new HashSet<>(drawn);
    assertThat(distinct).hasSize(2 * windows + 5);
    assertThat(drawn.stream().filter(example -> example.epoch() == 0)).hasSize(windows);
    assertThat(drawn.stream().map(Drawn::key).distinct()).hasSize(windows);
  }

  @Test
  void goesOnFromItsCursors() {
    TrainingData data = data("resume", Split.Role.TRAIN);
    ExampleStream whole = stream(data, 1, 4);
    List<Drawn> expected = draw(whole, 60).subList(23, 60);
    ExampleStream first = stream(data, 1, 4);
    draw(first, 23);
    ExampleStream second = new ExampleStream(data, plan(data), first.cursors(), 1 << 20);
    assertThat(draw(second, 37)).isEqualTo(expected);
  }

  @Test
  void aSmallCacheChangesNothing() {
    TrainingData data = data("small", Split.Role.TRAIN);
    ExampleStream roomy = stream(data, 0, 1);
    ExampleStream tight = new ExampleStream(data, plan(data), roomy.cursors(), 1);
    assertThat(draw(tight, 50)).isEqualTo(draw(roomy, 50));
    long held = RowGroupCache.shared().heldBytes();
    new ExampleStream(data("small-2", Split.Role.TRAIN), plan(data), roomy.cursors(), 1).next(1);
    assertThat(RowGroupCache.shared().heldBytes()).isLessThan(held);
  }

  static TrainingData data(String path, Split.Role role) {
    SyntheticRowGroups source = new SyntheticRowGroups(8);
    List<RowGroup> rowGroups = SyntheticRowGroups.rowGroups(path, ROWS);
    WindowSelection selection = new RoleSelection(split(), Set.of(role));
    int[] eligible =
        rowGroups.stream()
            .mapToInt(group -> (int) source.read(group).stream().filter(selection::selects).count())
            .toArray();
    return new TrainingData(rowGroups, eligible, selection, source);
  }

  static Split split() {
    return new Split(
        "halves",
        List.of(new Split.Rule(List.of(), List.of(1, 2, 3, 4, 5))),
        List.of(new Split.Rule(List.of(), List.of(6, 7))),
        List.of(),
        List.of(new Split.Rule(List.of(), List.of(10))),
        List.of());
  }

  private static EpochPlan plan(TrainingData data) {
    return new EpochPlan(5, data.eligible(), LANES);
  }

  private static ExampleStream stream(TrainingData data, int worker, int workers) {
    Map<Integer, LaneCursor> owned = new TreeMap<>();
    for (int lane = worker; lane < LANES; lane += workers) {
      owned.put(lane, LaneCursor.START);
    }
    return new ExampleStream(data, plan(data), owned, 1 << 20);
  }

  private static List<Drawn> draw(ExampleStream stream, int count) {
    List<TrainingExample> batch = stream.next(count);
    assertThat(batch).hasSize(count);
    return batch.stream().map(example -> new Drawn(example.key(), example.epoch())).toList();
  }
}
