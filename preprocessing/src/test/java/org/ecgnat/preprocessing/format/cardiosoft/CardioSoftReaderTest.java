package org.ecgnat.preprocessing.format.cardiosoft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import org.ecgnat.preprocessing.format.CodeSystem;
import org.ecgnat.preprocessing.format.SlopePeaks;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.format.VendorFiles;
import org.ecgnat.preprocessing.recording.AcquisitionContext;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Label;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.recording.Sex;
import org.ecgnat.preprocessing.signal.LimbLeads;
import org.junit.jupiter.api.Test;

class CardioSoftReaderTest {
  private static final VendorFiles FILES = new VendorFiles(new CardioSoftReader());
  private static final String REAL = "muse_xml/dummy_ecg.xml";
  private static final String MADE =
      """
      <CardiologyXML>
        <PatientInfo><Age units="Months">30</Age><Gender>FEMALE</Gender><PID>7</PID></PatientInfo>
        <StripData><SampleRate units="Hz">250</SampleRate>
          <ChannelSampleCountTotal>3</ChannelSampleCountTotal>
          <Resolution units="uVperLsb">5</Resolution>
          <WaveformData lead="II">\t1, -2,\n3</WaveformData>
          <WaveformData lead="CM5">1,1,1</WaveformData>
        </StripData>
      </CardiologyXML>
      """;

  /** Samples 0 and 1 and the one in the middle, as they stand in the file, times 5 µV. */
  @Test
  void readsAllTwelveLeads() throws Exception {
    CodeSystem codes =
        new CodeSystem(
            "muse",
            List.of(
                "Normal sinus rhythm",
                "Voltage criteria for left ventricular hypertrophy",
                "Abnormal ECG"),
            "");
    EcgRecording recording = FILES.real(REAL, codes);
    assertThat(recording.samplingRateHz()).isEqualTo(500);
    assertThat(recording.samples()).isEqualTo(5000);
    assertThat(recording.leads()).isEqualTo(Lead.STANDARD);
    int[] first = {2, 9, 6, -7, -2, 7, -6, -2, -11, -1, 4, 11};
    int[] middle = {-7, -23, -17, 13, 3, -20, 10, 2, -6, -8, -7, -12};
    for (int row = 0; row < first.length; row++) {
      assertThat(recording.signal()[row][0]).isCloseTo(first[row] * 0.005f, within(1e-6f));
      assertThat(recording.signal()[row][2500]).isCloseTo(middle[row] * 0.005f, within(1e-6f));
    }
    assertThat(recording.recordedAt()).contains(Instant.parse("2000-01-01T00:00:00Z"));
    assertThat(recording.context())
        .isEqualTo(
            new AcquisitionContext("GE", "CardioSoft", "", "to 150 Hz, 50 Hz notch", "no", ""));
    assertThat(recording.labels())
        .extracting(Label::code, Label::certainty)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Normal sinus rhythm", "present"),
            org.assertj.core.groups.Tuple.tuple(
                "Voltage criteria for left ventricular hypertrophy", "present"),
            org.assertj.core.groups.Tuple.tuple("Abnormal ECG", "present"));
  }

  /** The times are those of the file's ArrhythmiaResults, R in lead I those of its table. */
  @Test
  void agreesWithTheFilesOwnMeasurements() throws Exception {
    EcgRecording recording = FILES.real(REAL, CodeSystem.NONE);
    int[] stated = {505, 1330, 2155, 2980, 3795, 4610, 5430, 6240, 7050, 7865, 8675, 9480};
    List<Integer> found = SlopePeaks.milliseconds(recording);
    assertThat(found).hasSize(stated.length);
    for (int i = 0; i < stated.length; i++) {
      assertThat(found.get(i)).isCloseTo(stated[i], within(60));
    }
    float largest = 0;
    for (float sample : recording.lead(Lead.I).orElseThrow()) {
      largest = Math.max(largest, sample);
    }
    assertThat(largest).isCloseTo(1.58f, within(0.03f));
  }

  /** All limb leads were filtered and rounded one by one. */
  @Test
  void limbLeadsAgree() throws Exception {
    EcgRecording recording = FILES.real(REAL, CodeSystem.NONE);
    float[] one = recording.lead(Lead.I).orElseThrow();
    float[] two = recording.lead(Lead.II).orElseThrow();
    for (Lead lead : List.of(Lead.III, Lead.AVR, Lead.AVL, Lead.AVF)) {
      float[] stored = recording.lead(lead).orElseThrow();
      float[] derived = LimbLeads.derive(lead, List.of(Lead.I, Lead.II), one, two);
      for (int i = 0; i < stored.length; i++) {
        assertThat(stored[i]).isCloseTo(derived[i], within(4 * 0.005f + 1e-5f));
      }
    }
  }

  @Test
  void readsWhatIsThere() throws Exception {
    EcgRecording recording = FILES.made(MADE);
    assertThat(recording.leads()).containsExactly(Lead.II);
    assertThat(recording.signal()[0]).containsExactly(0.005f, -0.01f, 0.015f);
    assertThat(recording.samplingRateHz()).isEqualTo(250);
    assertThat(recording.patient().ageYears()).hasValue(2);
    assertThat(recording.patient().sex()).isEqualTo(Sex.FEMALE);
    assertThat(recording.patient().id()).isEqualTo("7");
    assertThat(recording.recordedAt()).isEmpty();
    assertThat(recording.context().filters()).isEmpty();
  }

  @Test
  void refusesTheRest() {
    FILES.refused("<CardiologyXML/>", Reason.NO_SIGNAL, "StripData");
    FILES.refused(MADE.replace("Total>3<", "Total>4<"), Reason.TRUNCATED, "less than 4");
    FILES.refused(MADE.replace("Total>3<", "Total>9<"), Reason.TRUNCATED, "less than 9");
    FILES.refused(MADE.replace("-2", "-2.5"), Reason.UNREADABLE_HEADER, "Sample 2 of lead II");
    FILES.refused(MADE.replace("-2", "-200000"), Reason.UNREADABLE_HEADER, "Sample 2");
    FILES.refused(MADE.replace("uVperLsb", "pt"), Reason.UNKNOWN_UNIT, "uVperLsb");
    FILES.refused(MADE.replace("\"II\"", "\"Y\""), Reason.NO_STANDARD_LEAD, "WaveformData");
    FILES.refused(MADE.replace("CM5", "II"), Reason.UNREADABLE_HEADER, "twice");
    FILES.refused(MADE.replace(">250<", "><"), Reason.UNREADABLE_HEADER, "SampleRate");
  }
}
