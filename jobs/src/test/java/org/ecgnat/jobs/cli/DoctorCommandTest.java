package org.ecgnat.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.ecgnat.jobs.CommandLineRun;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {
  @Test
  void aSoundMachinePasses() {
    CommandLineRun run = CommandLineRun.of("doctor");

    assertThat(run.out())
        .contains("ok    java")
        .contains("ok    libtorch         2.7.1")
        .contains("ok    spark            Spark 3.5")
        .contains("All 6 checks passed");
    assertThat(run.exitCode()).isZero();
  }
}
