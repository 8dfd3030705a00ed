package org.ecgnat.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.ecgnat.jobs.CommandLineRun;
import org.ecgnat.jobs.config.ConfigFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @Test
  void anArchitectureIsGivenByNameOrFile(@TempDir Path folder) throws Exception {
    CommandLineRun named = CommandLineRun.of("doctor", "--model", "tiny");
    assertThat(named.out())
        .contains(
            "ok    model            architecture tiny, for 12 leads of 1000 samples at 100 Hz")
        .contains("encoder 2,261,352, masked autoencoder 2,425,844")
        .contains("encoder 110.7 M, masked autoencoder 115.8 M")
        .contains("step of masked reconstruction: 5.7 MiB a window, 183 MiB a batch of 32")
        .contains("median beats as pretrain-tiny regresses them, from views of 5.0 s, add:")
        .contains("  809,160 parameters, 54.8 M multiply-adds, memory of 2.7 MiB a window, 86 MiB")
        .containsPattern(" 2 +62 +128 +4 +2\\.08 s")
        .contains("All 7 checks passed");
    assertThat(named.exitCode()).isZero();

    Path file = folder.resolve("mine.yaml");
    Files.writeString(
        file, ConfigFiles.text("encoders", "tiny").replace("samples: 1000", "samples: 500"));
    CommandLineRun mine = CommandLineRun.of("doctor", "--model", file.toString());
    assertThat(mine.out())
        .contains("500 samples at 100 Hz")
        .containsPattern(" 0 +125 +32 +2 +0\\.52 s");
    assertThat(mine.exitCode()).isZero();
  }

  @Test
  void ofAnotherArchitectureItCountsTheParameters() {
    CommandLineRun run = CommandLineRun.of("doctor", "--model", "resnet1d");
    assertThat(run.out())
        .contains("architecture resnet1d, for 12 leads")
        .containsPattern("parameters: encoder [45]\\d{2},\\d{3}")
        .doesNotContain("multiply-adds");
    assertThat(run.exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "samples: 1000 | samples: 20 | shorter than a token of the last stage, 32 samples",
        "'# 2.3' | 'colour: red # 2.3' | unknown key 'colour'",
        "depths: [2, 2, 4, 2] | | a key is missing; its keys are [leads, samples,",
        "mlpRatio: 3 | | an MLP ratio",
        "depths: [2, 2, 4, 2] | depths: [2, 0, 4, 2] | are not all positive",
        "headDimension: 16 | headDimension: 15 | no multiple of the head dimension 15"
      })
  void aBadArchitectureIsAFinding(String right, String wrong, String expected, @TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("bad.yaml");
    String tiny = ConfigFiles.text("encoders", "tiny");
    Files.writeString(file, tiny.replace(right, wrong == null ? "" : wrong));

    CommandLineRun run = CommandLineRun.of("doctor", "--model", file.toString());

    assertThat(run.out())
        .contains("FAIL  model", expected, "-> write it as the files of conf/encoders")
        .contains("1 of 7 checks failed");
    assertThat(run.exitCode()).isEqualTo(4);
  }

  @Test
  void whatIsNeitherAnArchitectureNorAModelIsAFinding() {
    CommandLineRun run = CommandLineRun.of("doctor", "--model", "tinny");
    assertThat(run.out()).contains("FAIL  model", "tinny", "name an architecture of conf/encoders");
    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(CommandLineRun.of("doctor", "--model", "absent.yaml").out())
        .contains("FAIL  model", "absent.yaml: no such readable file; check the path");
  }
}
