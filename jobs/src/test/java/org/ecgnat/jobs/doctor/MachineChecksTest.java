package org.ecgnat.jobs.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineChecksTest {
  @Test
  void anotherJavaFailsWithARemedy() {
    assertThat(MachineChecks.java(11).lines()).startsWith("FAIL  java").contains("JDK 17");
    assertThat(MachineChecks.java(17).ok()).isTrue();
  }

  @Test
  void aFolderThatCannotBeMadeFailsWithItsRemedy(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    Finding finding = MachineChecks.writable("cache", file.resolve("below"), "choose another");

    assertThat(finding.ok()).isFalse();
    assertThat(finding.lines()).contains("cannot be written").contains("-> choose another");
  }

  @Test
  void aProbeLeavesNothingBehind(@TempDir Path folder) throws Exception {
    MachineChecks.writable("cache", folder, "");

    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }
}
