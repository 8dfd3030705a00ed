package org.ecgnat.preprocessing.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordKeysTest {

  @ParameterizedTest
  @CsvSource({
    "00001_hr, 00001_hr.hea, 00001_hr",
    "Example, Example.dcm, Example.dcm",
    "Example#2, Example.xml, Example.xml#2",
    "1.2.840.4, 1.2.840.4, 1.2.840.4",
    "1.2.840.4#2, 1.2.840.4, 1.2.840.4#2",
    "0000050.ECG, 0000050.ECG.scp, 0000050.ECG.scp",
    "4711, exams_part0.hdf5, 4711"
  })
  void aFileKeepsItsExtensionExceptWhereSeveralFilesMakeARecord(
      String name, String mainName, String key) {
    assertThat(RecordKeys.of(name, mainName)).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource({"Example.dcm, Example", "Example.xml#2, Example", "00001_hr, 00001_hr"})
  void labelsMayLeaveTheExtensionOut(String key, String listed) {
    assertThat(RecordKeys.withoutExtension(key)).isEqualTo(listed);
  }
}
