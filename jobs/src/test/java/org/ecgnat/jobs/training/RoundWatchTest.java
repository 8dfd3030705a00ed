package org.ecgnat.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RoundWatchTest {
  private static final Crew TWO = new Crew(2, new TreeMap<>(Map.of(0, 1, 1, 1)), 0);
  private static final FaultSettings PATIENT = new FaultSettings(0, 1, 0, 1, 0);

  @Test
  void waitsForARoundThatIsAlmostDoneWhenASignalHasCome() throws AbandonedRound {
    try (StopSignal signal = new StopSignal()) {
      RoundWatch almostDone = new RoundWatch(TWO, PATIENT, signal, 60, OptionalDouble.of(30));
      RoundWatch longToGo = new RoundWatch(TWO, PATIENT, signal, 60, OptionalDouble.of(300));
      RoundWatch first = new RoundWatch(TWO, PATIENT, signal, 60, OptionalDouble.empty());
      RoundWatch noGrace = new RoundWatch(TWO, PATIENT, signal, 0, OptionalDouble.empty());
      assertThat(longToGo.givesUp(0)).isFalse();
      assertThat(signal.request()).isTrue();
      assertThat(signal.request()).as("the second signal is not ours").isFalse();
      assertThat(almostDone.givesUp(0)).isFalse();
      assertThat(first.givesUp(0)).isFalse();
      assertThatThrownBy(() -> longToGo.givesUp(1)).isInstanceOf(AbandonedRound.class);
      assertThatThrownBy(() -> noGrace.givesUp(1)).isInstanceOf(AbandonedRound.class);
    }
  }

  @Test
  void aQuorumIsRoundedUp() {
    assertThat(new FaultSettings(0, 1, 1, 1, 0).least(7)).isEqualTo(7);
    assertThat(new FaultSettings(0, 1, 1, 0.5, 0).least(7)).isEqualTo(4);
    assertThat(new FaultSettings(0, 1, 1, 0.7, 0).least(10)).isEqualTo(7);
    assertThat(new FaultSettings(0, 1, 1, 0.01, 0).least(10)).isEqualTo(1);
  }
}
