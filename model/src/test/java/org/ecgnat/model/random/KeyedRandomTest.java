package org.ecgnat.model.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.ecgnat.model.random.KeyedRandom.Purpose;
import org.junit.jupiter.api.Test;

class KeyedRandomTest {

  @Test
  void everyPartOfTheKeyCounts() {
    Set<Long> first = new HashSet<>();
    for (Purpose purpose : Purpose.values()) {
      for (int i = 0; i < 8; i++) {
        first.add(KeyedRandom.of(i & 1, purpose, i >> 1 & 1, i >> 2 & 1, 0).bits());
        first.add(KeyedRandom.of(i & 1, purpose, i >> 1 & 1, i >> 2 & 1, 1).bits());
      }
    }
    assertThat(first).hasSize(Purpose.values().length * 16);
  }

  @Test
  void sequencesNeverChange() {
    KeyedRandom random = KeyedRandom.of(7, Purpose.MASK, 3, 0x123456789abcdefL, 2);
    assertThat(random.bits()).isEqualTo(3691907064213121154L);
    assertThat(random.uniform()).isEqualTo(0.035707784279596644);
    assertThat(random.gaussian()).isEqualTo(-0.25824298861735917);
    assertThat(random.permutation(8)).containsExactly(1, 2, 7, 0, 5, 4, 3, 6);
    assertThat(KeyedRandom.hash("encoder.norm.weight")).isEqualTo(-6032261049324508999L);
  }

  @Test
  void numbersHaveTheirDistributions() {
    KeyedRandom random = KeyedRandom.of(1, Purpose.MASK, 0, 0, 0);
    double[] uniform = IntStream.range(0, 100_000).mapToDouble(i -> random.uniform()).toArray();
    assertThat(Arrays.stream(uniform).average().orElseThrow()).isEqualTo(0.5, within(0.005));
    assertThat(Arrays.stream(uniform)).allMatch(u -> u >= 0 && u < 1);
    double[] gaussian = IntStream.range(0, 100_000).mapToDouble(i -> random.gaussian()).toArray();
    assertThat(Arrays.stream(gaussian).average().orElseThrow()).isEqualTo(0, within(0.02));
    assertThat(Arrays.stream(gaussian).map(x -> x * x).average().orElseThrow())
        .isEqualTo(1, within(0.03));
    int[] counts = new int[6];
    for (int i = 0; i < 60_000; i++) {
      counts[random.permutation(3)[0] + 3 * random.below(2)]++;
    }
    assertThat(Arrays.stream(counts)).allMatch(count -> Math.abs(count - 10_000) < 500);
  }
}
