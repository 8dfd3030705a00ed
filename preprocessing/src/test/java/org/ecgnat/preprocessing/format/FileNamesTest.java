package org.ecgnat.preprocessing.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {

  @ParameterizedTest
  @ValueSource(strings = {"00001_hr.dat", ".hidden", "..dat", "a..b", "...", " ", "line\nline"})
  void aPlainNameIsAFileOfTheFolder(String name) {
    assertThat(FileNames.isPlain(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "/",
        "/etc/passwd",
        "../up",
        "a/b",
        "a/",
        "..\\up",
        "a\\b",
        // where a pattern's dot would stop
        "line\n/../up",
        "..\\up\u2028"
      })
  void aNameThatMayLeadElsewhereIsNotPlain(String name) {
    assertThat(FileNames.isPlain(name)).isFalse();
  }
}
