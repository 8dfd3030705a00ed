package org.ecgnat.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EpochPlanTest {

  @Property(tries = 60)
  void lanesTogetherSeeEachWindowOnceAnEpoch(
      @ForAll @Size(min = 1, max = 9) List<@IntRange(min = 0, max = 40) Integer> eligible,
      @ForAll @IntRange(min = 1, max = 20) int lanes,
      @ForAll long seed) {
    int[] counts = eligible.stream().mapToInt(Integer::intValue).toArray();
    int windows = Arrays.stream(counts).sum();
    Assume.that(windows >= lanes);
    EpochPlan plan = new EpochPlan(seed, counts, lanes);
    Set<EpochPlan.Place> seen = new HashSet<>();
    LaneCursor cursor = LaneCursor.START;
    while (cursor.pass() < 3) {
      for (int lane = 0; lane < lanes; lane++) {
        EpochPlan.Place place = plan.place(lane, cursor);
        assertThat(place.row()).isBetween(0, counts[place.group()] - 1);
        assertThat(seen.add(place)).isTrue();
      }
      cursor = plan.next(cursor);
    }
    assertThat(seen.size()).isBetween(3 * windows - lanes + 1, 3 * windows);
    for (int epoch = 0; epoch < 2; epoch++) {
      int wanted = epoch;
      assertThat(seen.stream().filter(place -> place.epoch() == wanted)).hasSize(windows);
    }
  }

  @Test
  void epochsAndSeedsDifferAndAreRepeatable() {
    int[] counts = {100, 100, 100};
    EpochPlan plan = new EpochPlan(7, counts, 4);
    List<EpochPlan.Place> first = sequence(plan, 0);
    assertThat(sequence(new EpochPlan(7, counts, 16), 0)).isEqualTo(first);
    assertThat(sequence(plan, 1).stream().map(EpochPlan.Place::row))
        .isNotEqualTo(first.stream().map(EpochPlan.Place::row).toList());
    assertThat(sequence(new EpochPlan(8, counts, 4), 0)).isNotEqualTo(first);
  }

  @Test
  void readsARowGroupInOneStretch() {
    EpochPlan plan = new EpochPlan(1, new int[] {50, 50, 50, 50}, 1);
    int changes = 0;
    List<EpochPlan.Place> places = sequence(plan, 0);
    for (int i = 1; i < places.size(); i++) {
      changes += places.get(i).group() == places.get(i - 1).group() ? 0 : 1;
    }
    assertThat(changes).isEqualTo(3);
  }

  @Test
  void firstPlacesAreSpreadEvenlyOverSeeds() {
    Map<Integer, Integer> groups = new HashMap<>();
    for (int seed = 0; seed < 1000; seed++) {
      groups.merge(
          new EpochPlan(seed, new int[] {5, 5, 5, 5}, 1).place(0, 0).group(), 1, Integer::sum);
    }
    assertThat(groups.values()).allSatisfy(count -> assertThat(count).isBetween(190, 310));
  }

  private static List<EpochPlan.Place> sequence(EpochPlan plan, int epoch) {
    return LongStream.range(0, plan.windows())
        .mapToObj(position -> plan.place(epoch, position))
        .toList();
  }
}
