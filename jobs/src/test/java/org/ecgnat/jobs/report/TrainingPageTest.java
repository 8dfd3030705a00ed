package org.ecgnat.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ecgnat.jobs.training.Reports;
import org.ecgnat.jobs.training.RoundReport;
import org.junit.jupiter.api.Test;

class TrainingPageTest {

  @Test
  void showsTheRunAndEscapesNames() throws IOException {
    List<RoundReport> rounds = Reports.rounds(60);
    String page = TrainingPage.of("encoder & more", 120, rounds);
    assertThat(page)
        .contains("encoder &amp; more", "round 60 of 120", "best validation 0.2291 in round 60")
        .contains("executor&lt;1&gt;")
        .doesNotContain("NaN", "<script", "http");
    // twelve rounds of two workers with three bars each
    assertThat(page.split("<rect ", -1)).hasSize(1 + 12 * 2 * 3);
    Path example = Path.of("target", "training-example.html");
    Files.createDirectories(example.getParent());
    Files.writeString(example, page);
  }

  @Test
  void drawsOneRoundAndTenThousand() {
    assertThat(TrainingPage.of("brief", 1, Reports.rounds(1)))
        .contains("not validated")
        .doesNotContain("NaN", "Infinity");
    String page = TrainingPage.of("long", 10_000, Reports.rounds(10_000));
    assertThat(page).doesNotContain("NaN", "Infinity");
    assertThat(page.length()).isLessThan(60_000);
  }
}
