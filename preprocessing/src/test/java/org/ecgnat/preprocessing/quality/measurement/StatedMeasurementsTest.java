package org.ecgnat.preprocessing.quality.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.ecgnat.preprocessing.SharedData;
import org.ecgnat.preprocessing.format.LocalFolder;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.RecordingFormats;
import org.ecgnat.preprocessing.format.RecordingReader;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.window.ConditionedSignals;
import org.ecgnat.preprocessing.window.Conditioner;
import org.ecgnat.preprocessing.window.Recipes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What carts state in their own files (rate, PR, QRS, QT, QRS and T axis) beside what is measured.
 */
class StatedMeasurementsTest {

  @ParameterizedTest
  @CsvSource({
    "muse_xml/MUSE_20200923_093504_79000_example.xml, 56, 330, 94, 434, -22, 2",
    "muse_xml/braveheart/example1.xml, 48, 138, 96, 452, 20, 40",
    "muse_xml/braveheart/example2.xml, 65, 184, 100, 420, -2, 12",
    "philips_sierra/1_04_01/2020-5-18_15-48-11.xml, 64, 164, 102, 399, 22, 80",
    "philips_sierra/py_fixtures/1_03/repbeats_example.xml, 41, 151, 96, 476, -21, 59",
  })
  void comesNearTheCarts(
      String file, double rate, double pr, double qrs, double qt, double axis, double tAxis)
      throws Exception {
    Path path = SharedData.path("data/formats/vendor/" + file);
    byte[] bytes = Files.readAllBytes(path);
    String name = String.valueOf(path.getFileName());
    byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, RecordingFormats.HEAD_BYTES));
    RecordingReader reader = RecordingFormats.find(name, head, ReadOptions.STRICT).orElseThrow();
    LocalFolder folder = LocalFolder.of(path);
    EcgRecording recording =
        reader.read(folder.read(name).orElseThrow(), name, folder, ReadOptions.STRICT).get(0);
    Measurements m =
        Measurer.measure(
                ConditionedSignals.of(
                    Conditioner.condition(recording, Recipes.shipped("diagnostic-500")), 10),
                recording)
            .orElseThrow();
    assertThat(m.heartRatePerMinute()).isCloseTo(rate, within(4.0));
    assertThat(m.prMilliseconds()).isCloseTo(pr, within(30.0));
    // LUDB's cardiologists, whose marks chose the thresholds, see wider complexes than carts do
    assertThat(m.qrsMilliseconds()).isBetween(qrs, qrs + 30);
    assertThat(m.qtMilliseconds()).isCloseTo(qt, within(20.0));
    assertThat(m.qrsAxisDegrees()).isCloseTo(axis, within(12.0));
    assertThat(m.tAxisDegrees()).isCloseTo(tAxis, within(12.0));
  }
}
