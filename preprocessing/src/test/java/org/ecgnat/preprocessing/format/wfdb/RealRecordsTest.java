package org.ecgnat.preprocessing.format.wfdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ecgnat.preprocessing.SharedData;
import org.ecgnat.preprocessing.format.CodeSystem;
import org.ecgnat.preprocessing.format.LocalFolder;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.ReadOptions.UnitRule;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every record at hand is read, its checksums included. */
class RealRecordsTest {

  @ParameterizedTest
  @CsvSource({
    "data/ptbxl/records500, 500, 500",
    "data/ptbxl/records100, 20, 100",
    "data/ptbxl_normalized, 1598, 100",
    "data/ludb, 200, 500",
    "data/cpsc2018, 120, 500",
    "data/cinc2021, 97, 500"
  })
  void isRead(String folder, int count, double rateHz) throws Exception {
    boolean standardised = folder.contains("normalized");
    ReadOptions options =
        new ReadOptions(
            standardised ? UnitRule.STANDARDISED : UnitRule.VOLTAGE_ONLY, CodeSystem.NONE);
    List<EcgRecording> recordings = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(SharedData.path(folder))) {
      for (Path path : paths.filter(p -> p.toString().endsWith(".hea")).toList()) {
        recordings.add(read(path, options));
      }
    }
    assertThat(recordings).hasSize(count);
    assertThat(recordings)
        .allSatisfy(
            recording -> {
              assertThat(recording.leads()).containsExactlyElementsOf(Lead.STANDARD);
              assertThat(recording.samplingRateHz()).isEqualTo(rateHz);
              assertThat(recording.durationSeconds()).isBetween(5.0, 60.0);
              assertThat(recording.amplitude())
                  .isEqualTo(standardised ? Amplitude.UNKNOWN : Amplitude.MILLIVOLTS);
              assertThat(recording.files()).hasSize(2);
            });
  }

  static EcgRecording read(Path path, ReadOptions options) {
    try {
      LocalFolder folder = LocalFolder.of(path);
      String name = path.getFileName().toString();
      return new WfdbReader().read(folder.read(name).orElseThrow(), name, folder, options).get(0);
    } catch (UnreadableRecordingException e) {
      throw new AssertionError(path + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
