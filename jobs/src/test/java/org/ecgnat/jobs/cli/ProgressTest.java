package org.ecgnat.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void tellsRateAndTimeLeftEveryFewSeconds() {
    AtomicLong clock = new AtomicLong();
    StringWriter lines = new StringWriter();
    Progress progress = new Progress(new PrintWriter(lines), "recordings", 5000, clock::get);
    clock.set(Duration.ofSeconds(1).toNanos());
    progress.done(100);
    assertThat(lines.toString()).isEmpty();
    clock.set(Duration.ofSeconds(10).toNanos());
    progress.done(1000);
    assertThat(lines.toString().strip())
        .isEqualTo("1,000 of 5,000 recordings (20 %), 100.0/s, 40 s left");
  }

  @Test
  void writesDurationsForPeople() {
    assertThat(Progress.clock(42)).isEqualTo("42 s");
    assertThat(Progress.clock(125)).isEqualTo("2 min 05 s");
    assertThat(Progress.clock(7320)).isEqualTo("2 h 02 min");
  }
}
