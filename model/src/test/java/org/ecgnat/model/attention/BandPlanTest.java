package org.ecgnat.model.attention;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BandPlanTest {

  @Property(tries = 2000)
  void everyTokenSeesItsWindowAndNothingElse(
      @ForAll @IntRange(min = 1, max = 5000) int length,
      @ForAll @IntRange(max = 50) int half,
      @ForAll @IntRange(min = 1, max = 16) int dilation) {
    BandPlan plan = BandPlan.of(length, 2 * half + 1, dilation);

    int tokens = 0;
    for (int group = 0; group < plan.groups(); group++) {
      tokens += plan.tokens(group);
      assertThat(plan.tokens(group)).isBetween(plan.effectiveKernel(), plan.places());
      for (int place : new int[] {0, plan.tokens(group) / 2, plan.tokens(group) - 1}) {
        int start =
            Math.min(
                Math.max(place - plan.effectiveKernel() / 2, 0),
                plan.tokens(group) - plan.effectiveKernel());
        int block = place / plan.queries();
        int seen = 0;
        for (int key = 0; key < plan.keys(); key++) {
          if (plan.sees(group, block, place % plan.queries(), key)) {
            // the place of a block's first key
            int at = block * plan.queries() - plan.halo() + key;
            assertThat(at).isBetween(start, start + plan.effectiveKernel() - 1);
            seen++;
          }
        }
        assertThat(seen).as("%s, place %d", plan, place).isEqualTo(plan.effectiveKernel());
      }
    }
    assertThat(tokens).isEqualTo(length);
  }

  @Property(tries = 2000)
  void workIsInProportionToLength(
      @ForAll @IntRange(min = 200, max = 5000) int length,
      @ForAll @IntRange(max = 50) int half,
      @ForAll @IntRange(min = 1, max = 16) int dilation) {
    int kernel = 2 * half + 1;
    BandPlan plan = BandPlan.of(length, kernel, dilation);
    assertThat(plan.queries()).isLessThanOrEqualTo(Math.max(40, 4 * half));
    assertThat(plan.padded()).isLessThan(length + dilation * Math.max(40, 4 * half));
  }
}
