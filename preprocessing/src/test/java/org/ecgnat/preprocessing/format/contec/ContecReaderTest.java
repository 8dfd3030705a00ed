package org.ecgnat.preprocessing.format.contec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.ecgnat.preprocessing.SharedData;
import org.ecgnat.preprocessing.format.LocalFolder;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.RecordingFormats;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContecReaderTest {
  private final ContecReader reader = new ContecReader();

  @ParameterizedTest
  @ValueSource(strings = {"0000050.ECG", "0000053.ECG"})
  void refusedWithAWayOut(String name) throws Exception {
    Path file = SharedData.path("data/formats/vendor/contec/" + name);
    LocalFolder folder = LocalFolder.of(file);
    byte[] head = Arrays.copyOf(Files.readAllBytes(file), RecordingFormats.HEAD_BYTES);
    assertThat(RecordingFormats.find("x", head, ReadOptions.STRICT))
        .hasValueSatisfying(found -> assertThat(found.format()).isEqualTo("contec"));
    assertThatThrownBy(
            () -> reader.read(folder.read(name).orElseThrow(), name, folder, ReadOptions.STRICT))
        .isInstanceOf(UnreadableRecordingException.class)
        .hasMessageContaining("export the recording");
  }

  @Test
  void otherFilesAreLeftAlone() {
    assertThat(reader.recognises("a.ECG", new byte[0])).isFalse();
    assertThat(reader.recognises("a.ECG", new byte[4096])).isFalse();
    byte[] noDate = new byte[64];
    noDate[40] = (byte) 0xff;
    assertThat(reader.recognises("a.ECG", noDate)).isFalse();
  }
}
