package org.ecgnat.preprocessing.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.ecgnat.preprocessing.recording.Lead;
import org.junit.jupiter.api.Test;

final class LimbLeadsTest {

  @Test
  void anyTwoGiveTheOtherFour() {
    float one = 0.7f;
    float two = 1.1f;
    float three = two - one;
    Map<Lead, Float> leads =
        Map.of(
            Lead.I,
            one,
            Lead.II,
            two,
            Lead.III,
            three,
            Lead.AVR,
            -(one + two) / 2,
            Lead.AVL,
            (one - three) / 2,
            Lead.AVF,
            (two + three) / 2);
    for (Lead first : leads.keySet()) {
      for (Lead second : leads.keySet()) {
        if (first == second) {
          continue;
        }
        for (Lead wanted : leads.keySet()) {
          float[] derived =
              LimbLeads.derive(
                  wanted,
                  List.of(first, second),
                  new float[] {leads.get(first), Float.NaN},
                  new float[] {leads.get(second), 1});
          assertThat(derived[0])
              .as("%s from %s and %s", wanted, first, second)
              .isCloseTo(leads.get(wanted), within(1e-6f));
        }
      }
    }
  }

  @Test
  void chestLeadsGiveNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> LimbLeads.derive(Lead.AVR, List.of(Lead.I, Lead.V1), new float[1], new float[1]));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> LimbLeads.derive(Lead.AVR, List.of(Lead.I, Lead.I), new float[1], new float[1]));
  }
}
