package org.ecgnat.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** How the command line answers to what is wrong with it. */
class MainTest {
  private final StringWriter err = new StringWriter();

  @Test
  void showsTheUsageWithoutACommand() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString())
        .contains("preprocess", "pretrain", "finetune", "evaluate", "predict");
  }

  @Test
  void namesAnUnknownCommand() {
    assertThat(run("conquer")).isEqualTo(2);
    assertThat(err.toString()).contains("conquer");
  }

  @Test
  void namesAMissingOption() {
    assertThat(run("pretrain", "--corpus", "c")).isEqualTo(2);
    assertThat(err.toString()).contains("--output");
  }

  private int run(String... args) {
    return Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err, true), args);
  }
}
