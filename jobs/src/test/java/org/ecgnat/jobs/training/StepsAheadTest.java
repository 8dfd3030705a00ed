package org.ecgnat.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StepsAheadTest {
  private final List<Integer> made = new ArrayList<>();
  private final List<Integer> closed = new ArrayList<>();

  @Test
  void preparesTheNextStepWhileOneIsTakenAndNoMoreThanAskedFor() throws InterruptedException {
    CountDownLatch second = new CountDownLatch(2);
    try (StepsAhead<Numbered> ahead =
        new StepsAhead<>(
            3,
            () -> {
              second.countDown();
              return step();
            })) {
      try (Numbered first = ahead.next()) {
        assertThat(second.await(10, TimeUnit.SECONDS)).as("prepared meanwhile").isTrue();
        assertThat(first.number()).isEqualTo(0);
      }
      for (int number = 1; number < 3; number++) {
        try (Numbered step = ahead.next()) {
          assertThat(step.number()).isEqualTo(number);
        }
      }
      assertThatThrownBy(ahead::next).hasMessage("no step is left");
    }
    assertThat(made).containsExactly(0, 1, 2);
    assertThat(closed).containsExactly(0, 1, 2);
  }

  @Test
  void closesWhatNobodyTook() {
    try (StepsAhead<Numbered> ahead = new StepsAhead<>(5, this::step)) {
      ahead.next().close();
    }
    assertThat(closed).containsExactlyElementsOf(made).hasSize(2);
  }

  @Test
  void passesOnWhatWentWrong() {
    try (StepsAhead<Numbered> ahead =
        new StepsAhead<>(
            2,
            () -> {
              throw new IllegalArgumentException("a batch of no use");
            })) {
      assertThatThrownBy(ahead::next)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a batch of no use");
    }
  }

  private record Numbered(int number, List<Integer> closed) implements StepsAhead.Prepared {
    @Override
    public void close() {
      closed.add(number);
    }
  }

  private Numbered step() {
    Numbered step = new Numbered(made.size(), closed);
    made.add(step.number());
    return step;
  }
}
