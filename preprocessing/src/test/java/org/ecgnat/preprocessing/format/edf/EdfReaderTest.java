package org.ecgnat.preprocessing.format.edf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ecgnat.preprocessing.format.CodeSystem;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.ReadOptions.UnitRule;
import org.ecgnat.preprocessing.format.SiblingFiles.Content;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.recording.Sex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files written by the tables of EDF and EDF+, every number of which is known. */
class EdfReaderTest {

  @Test
  void leadsOfOneRate() throws Exception {
    byte[] file =
        new EdfWriter().lead("ECG II", 100).lead("EEG Fpz-Cz", 10).lead("EKG V5-Ref", 100).file(6);
    EcgRecording recording = one(file);
    assertThat(new EdfReader().recognises("x", Arrays.copyOf(file, 4096))).isTrue();
    assertThat(recording.recordKey()).isEqualTo("r");
    assertThat(recording.leads()).containsExactly(Lead.II, Lead.V5);
    assertThat(recording.samplingRateHz()).isEqualTo(100);
    assertThat(recording.amplitude()).isEqualTo(Amplitude.MILLIVOLTS);
    assertThat(recording.samples()).isEqualTo(600);
    assertThat(recording.context().filters()).isEqualTo("0.05-150 Hz, 50 Hz notch");
    for (int i = 0; i < 600; i++) {
      assertThat((double) recording.signal()[0][i])
          .isCloseTo(0.002 * EdfWriter.value(0, i), within(1e-6));
      assertThat((double) recording.signal()[1][i])
          .isCloseTo(0.002 * EdfWriter.value(2, i), within(1e-6));
    }
  }

  @Test
  void twentyFourBits() throws Exception {
    EdfWriter writer = new EdfWriter();
    writer.sampleBytes = 3;
    writer.reserved = "24BIT";
    byte[] file = writer.lead("I", 50).file(3);
    assertThat(new EdfReader().recognises("x", file)).isTrue();
    float[] lead = one(file).lead(Lead.I).orElseThrow();
    assertThat((double) lead[149]).isCloseTo(0.002 * EdfWriter.value(0, 149), within(1e-6));
    assertThat((double) lead[0]).isCloseTo(-0.3, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({
    "I, I",
    "ECG aVR, AVR",
    "EKG_avl, AVL",
    "ECG V1-Ref, V1",
    "Lead III, III",
    "ECG Lead V6, V6",
    "ECGII, II"
  })
  void labels(String label, Lead lead) throws Exception {
    assertThat(one(new EdfWriter().lead(label, 100).file(1)).leads()).containsExactly(lead);
  }

  @ParameterizedTest
  @CsvSource({"ECG", "ECG V1-V2", "EEG C3", "ECG IV", "EKG1", "V7"})
  void otherLabelsAreNoLeads(String label) {
    assertRefused(
        new EdfWriter().lead(label, 100).file(1), Reason.NO_STANDARD_LEAD, "None of the 1 signals");
  }

  @Test
  void aRecordingOfEachRate() throws Exception {
    List<EcgRecording> recordings =
        read(
            new EdfWriter().lead("V1", 500).lead("I", 250).lead("II", 250).file(2),
            ReadOptions.STRICT);
    assertThat(recordings).extracting(EcgRecording::recordKey).containsExactly("r", "r#2");
    assertThat(recordings).extracting(EcgRecording::samplingRateHz).containsExactly(250.0, 500.0);
    assertThat(recordings.get(0).leads()).containsExactly(Lead.I, Lead.II);
    assertThat(recordings.get(1).leads()).containsExactly(Lead.V1);
    assertThat(recordings.get(1).durationSeconds()).isEqualTo(2);
  }

  @Test
  void shortGapsAreMissingSamplesAndLongOnesSeparate() throws Exception {
    EdfWriter writer = new EdfWriter();
    writer.reserved = "EDF+D";
    byte[] file =
        writer
            .annotations("+0.5", "+1.5", "+2.5", "+4.25", "+5.25", "+3605.25")
            .lead("ECG I", 100)
            .file(6);
    List<EcgRecording> recordings = read(file, ReadOptions.STRICT);
    assertThat(recordings).hasSize(2);
    float[] lead = recordings.get(0).signal()[0];
    assertThat(lead).hasSize(575);
    for (int i = 0; i < lead.length; i++) {
      if (i >= 300 && i < 375) {
        assertThat(lead[i]).isNaN();
      } else {
        int stored = i < 300 ? i : i - 75;
        assertThat((double) lead[i]).isCloseTo(0.002 * EdfWriter.value(1, stored), within(1e-6));
      }
    }
    assertThat(recordings.get(0).recordedAt()).contains(Instant.parse("2021-03-02T10:20:30.500Z"));
    assertThat(recordings.get(1).recordedAt()).contains(Instant.parse("2021-03-02T11:20:35.250Z"));
    assertThat(recordings.get(1).samples()).isEqualTo(100);
  }

  @Test
  void noMoreIsMissingThanWasRecorded() throws Exception {
    EdfWriter writer = new EdfWriter();
    writer.reserved = "EDF+D";
    String[] onsets = new String[40];
    for (int i = 0; i < onsets.length; i++) {
      onsets[i] = "+" + 3 * i;
    }
    List<EcgRecording> recordings =
        read(writer.annotations(onsets).lead("I", 100).file(40), ReadOptions.STRICT);
    assertThat(recordings.stream().mapToInt(EcgRecording::samples).sum()).isEqualTo(4000);
  }

  @Test
  void timesThatCannotBe() {
    EdfWriter back = new EdfWriter();
    back.reserved = "EDF+D";
    assertRefused(
        back.annotations("+0", "+0.5").lead("I", 100).file(2),
        Reason.UNREADABLE_HEADER,
        "Data record 2 begins before");
    EdfWriter silent = new EdfWriter();
    silent.reserved = "EDF+D";
    assertRefused(
        silent.annotations("+0", "Jane").lead("I", 100).file(2),
        Reason.UNREADABLE_HEADER,
        "Data record 2 of a discontinuous recording does not say when");
  }

  @Test
  void thePatientOfEdfPlus() throws Exception {
    EdfWriter writer = new EdfWriter();
    writer.patient = "MCH-0234567 F 16-SEP-1987 Haagse_Harry";
    writer.recording = "Startdate 02-MAR-2002 PSG-1234/2002 NN Cart_7";
    writer.date = "02.03.02";
    EcgRecording recording = one(writer.lead("I", 100).file(1));
    assertThat(recording.patient().id()).isEqualTo("MCH-0234567");
    assertThat(recording.patient().sex()).isEqualTo(Sex.FEMALE);
    assertThat(recording.patient().ageYears()).hasValue(14);
    assertThat(recording.recordedAt()).contains(Instant.parse("2002-03-02T10:20:30Z"));
    assertThat(recording.context().device()).isEqualTo("Cart 7");
    assertThat(recording.toString()).doesNotContain("Harry", "1987", "NN");
  }

  @Test
  void plainEdfSaysNothingOfThePatient() throws Exception {
    EdfWriter writer = new EdfWriter();
    writer.reserved = "";
    writer.patient = "Jane F 16-SEP-1987 Doe";
    writer.recording = "anything";
    writer.date = "31.12.99";
    EcgRecording recording = one(writer.lead("I", 100).file(1));
    assertThat(recording.patient().id()).isEmpty();
    assertThat(recording.patient().sex()).isEqualTo(Sex.UNKNOWN);
    assertThat(recording.recordedAt()).contains(Instant.parse("1999-12-31T10:20:30Z"));
  }

  @Test
  void unitsAndScales() throws Exception {
    byte[] millivolts = new EdfWriter().signal("I", 100, "mV", "5", "-5", "-2048", "2048").file(1);
    assertThat((double) one(millivolts).signal()[0][0]).isCloseTo(150 * 5 / 2048.0, within(1e-6));
    byte[] degrees = new EdfWriter().signal("I", 100, "degC", "30", "40", "-2048", "2047").file(1);
    assertRefused(degrees, Reason.UNKNOWN_UNIT, "signal 1");
    List<EcgRecording> standardised =
        read(degrees, new ReadOptions(UnitRule.STANDARDISED, CodeSystem.NONE));
    assertThat(standardised.get(0).amplitude()).isEqualTo(Amplitude.UNKNOWN);
    assertRefused(
        new EdfWriter().signal("I", 100, "mV", "0", "5", "10", "10").file(1),
        Reason.UNREADABLE_HEADER,
        "define no scale");
    assertRefused(
        new EdfWriter().signal("I", 100, "mV", "Jane", "5", "0", "10").file(1),
        Reason.UNREADABLE_HEADER,
        "define no scale");
  }

  @Test
  void lengths() throws Exception {
    EdfWriter going = new EdfWriter();
    going.records = "-1";
    byte[] file = going.lead("I", 100).file(3);
    assertThat(one(Arrays.copyOf(file, file.length - 1)).samples()).isEqualTo(200);
    byte[] stated = new EdfWriter().lead("I", 100).file(3);
    assertRefused(
        Arrays.copyOf(stated, stated.length - 1), Reason.TRUNCATED, "2 of 3 data records");
    assertRefused(Arrays.copyOf(stated, 512 + 100), Reason.TRUNCATED, "less than one data record");
    assertRefused(Arrays.copyOf(stated, 400), Reason.TRUNCATED, "The header of 1 signals");
    EdfWriter instant = new EdfWriter();
    instant.recordSeconds = "0";
    assertRefused(instant.lead("I", 100).file(1), Reason.UNREADABLE_HEADER, "no sampling rate");
    assertRefused(
        new EdfWriter().lead("I", 100).lead("ECG I", 100).file(1),
        Reason.UNREADABLE_HEADER,
        "Signals 1 and 2 are both lead I");
  }

  @Test
  void otherFilesAreLeftAlone() {
    EdfReader reader = new EdfReader();
    assertThat(reader.recognises("x.edf", new byte[0])).isFalse();
    assertThat(reader.recognises("x.edf", new byte[4096])).isFalse();
    byte[] text = new byte[300];
    Arrays.fill(text, (byte) ' ');
    text[0] = '0';
    assertThat(reader.recognises("x.edf", text)).isFalse();
  }

  private static EcgRecording one(byte[] file) throws Exception {
    List<EcgRecording> recordings = read(file, ReadOptions.STRICT);
    assertThat(recordings).hasSize(1);
    return recordings.get(0);
  }

  private static List<EcgRecording> read(byte[] file, ReadOptions options)
      throws UnreadableRecordingException {
    return new EdfReader()
        .read(
            new Content(file, "/in/r.edf", Instant.EPOCH),
            "r.edf",
            name -> Optional.empty(),
            options);
  }

  private static void assertRefused(byte[] file, Reason reason, String message) {
    assertThatThrownBy(() -> read(file, ReadOptions.STRICT))
        .isInstanceOfSatisfying(
            UnreadableRecordingException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(message);
  }
}
