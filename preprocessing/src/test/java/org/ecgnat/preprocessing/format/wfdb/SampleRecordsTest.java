package org.ecgnat.preprocessing.format.wfdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ecgnat.preprocessing.SharedData;
import org.ecgnat.preprocessing.format.LocalFolder;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;
import org.junit.jupiter.api.Test;

class SampleRecordsTest {
  /** Leads, rate and samples, or why not. */
  private static final String EXPECTED =
      """
      ecg-kit/800: no-standard-lead
      sample-data/03700181: no-standard-lead
      sample-data/100: V5, 360.0 Hz, 650000
      sample-data/100-no-len: V5, 360.0 Hz, 650000
      sample-data/1003: missing-file
      sample-data/100_3chan: I II III, 360.0 Hz, 999
      sample-data/100skew: V5, 360.0 Hz, 650000
      sample-data/12726: no-standard-lead
      sample-data/3000003_0003: II, 125.0 Hz, 1028
      sample-data/310derive: no-standard-lead
      sample-data/310derive_2: no-standard-lead
      sample-data/311derive: no-standard-lead
      sample-data/311derive_2: no-standard-lead
      sample-data/a103l: II, 250.0 Hz, 82500
      sample-data/a103l-no-len: II, 250.0 Hz, 82500
      sample-data/binformats: no-standard-lead
      sample-data/drive02: no-standard-lead
      sample-data/drive02-no-len: no-standard-lead
      sample-data/flac_3_constant: no-standard-lead
      sample-data/flacformats: no-standard-lead
      sample-data/mixedsignals: II III, 249.89 Hz, 57600
      sample-data/multi-segment/041s/041s: I III, 500.0 Hz, 8000
      sample-data/multi-segment/041s/041s01: I III, 500.0 Hz, 4000
      sample-data/multi-segment/041s/041s02: I III, 500.0 Hz, 4000
      sample-data/multi-segment/fixed1/v102s: II, 250.0 Hz, 225000
      sample-data/multi-segment/fixed1/v102s_1: II, 250.0 Hz, 75000
      sample-data/multi-segment/fixed1/v102s_2: II, 250.0 Hz, 75000
      sample-data/multi-segment/fixed1/v102s_3: II, 250.0 Hz, 75000
      sample-data/multi-segment/p000878/3269321_0001: no-standard-lead
      sample-data/multi-segment/p000878/3269321_0002: II, 125.0 Hz, 1750
      sample-data/multi-segment/p000878/3269321_layout: no-signal
      sample-data/multi-segment/p000878/p000878-2137-10-26-16-57: missing-file
      sample-data/n16: no-standard-lead
      sample-data/p10143: no-standard-lead
      sample-data/s0010_re: I II III aVR aVL aVF V1 V2 V3 V4 V5 V6, 1000.0 Hz, 38400
      sample-data/test01_00s: no-standard-lead
      sample-data/test01_00s_frame: no-standard-lead
      sample-data/test01_00s_skew: no-standard-lead
      sample-data/test_generator_2: no-standard-lead
      sample-data/v102s: II, 250.0 Hz, 75000
      sample-data/wave_4: no-standard-lead
      """;

  @Test
  void everyRecordIsReadOrRefusedWithAReason() throws Exception {
    Map<String, String> found = new TreeMap<>();
    Path folder = SharedData.path("data/formats/wfdb");
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(p -> p.toString().endsWith(".hea")).toList()) {
        found.put(folder.relativize(path).toString().replace(".hea", ""), outcome(path));
      }
    }
    String lines =
        found.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
            .collect(Collectors.joining());
    assertThat(lines).isEqualTo(EXPECTED);
  }

  /** Checksums of every signal, and in which records a file is missing. */
  @Test
  void everySignalOfEveryRecordIsRead() throws Exception {
    Path folder = SharedData.path("data/formats/wfdb");
    List<String> unread = new ArrayList<>();
    int signals = 0;
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(p -> p.toString().endsWith(".hea")).sorted().toList()) {
        try {
          signals += WfdbRecord.read(path).signals().size();
        } catch (UnreadableRecordingException e) {
          unread.add(path.getFileName() + " " + e.reason().code());
        }
      }
    }
    assertThat(unread)
        .containsExactly(
            "1003.hea missing-file",
            "12726.hea missing-file",
            "drive02-no-len.hea missing-file",
            "drive02.hea missing-file",
            "3269321_layout.hea no-signal",
            "p000878-2137-10-26-16-57.hea missing-file",
            "n16.hea missing-file",
            "wave_4.hea missing-file");
    assertThat(signals).isEqualTo(133);
  }

  private static String outcome(Path path) throws Exception {
    try {
      LocalFolder folder = LocalFolder.of(path);
      String name = path.getFileName().toString();
      EcgRecording recording =
          new WfdbReader()
              .read(folder.read(name).orElseThrow(), name, folder, ReadOptions.STRICT)
              .get(0);
      String leads = recording.leads().stream().map(Lead::label).collect(Collectors.joining(" "));
      return "%s, %s Hz, %d".formatted(leads, recording.samplingRateHz(), recording.samples());
    } catch (UnreadableRecordingException e) {
      return e.reason().code();
    }
  }
}
