package org.ecgnat.preprocessing.format.philips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.ecgnat.preprocessing.SharedData;
import org.ecgnat.preprocessing.format.CodeSystem;
import org.ecgnat.preprocessing.format.SlopePeaks;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.format.VendorFiles;
import org.ecgnat.preprocessing.recording.AcquisitionContext;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Label;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.recording.Patient;
import org.ecgnat.preprocessing.recording.Sex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhilipsReaderTest {
  private static final VendorFiles FILES = new VendorFiles(new PhilipsReader());
  private static final String FOLDER = "philips_sierra/";
  private static final String V103 = FOLDER + "1_03/129DYPRG.XML";
  private static final String V104 = FOLDER + "1_04/3191723_ZZDEMOPTONLY_1-04_orig.xml";
  private static final String V10401 = FOLDER + "1_04_01/2020-5-18_15-48-11.xml";
  private static final float STEP_MILLIVOLTS = 0.005f;

  /**
   * Sample 2,750 of each lead as the tests of an independent decoder state it (sierra-ecg-tools,
   * pysierraecg 0.4.0), and the ventricular rate that the file states.
   */
  @ParameterizedTest
  @CsvSource({
    V103 + ", -9 -17 -7 13 -1 -12 0 -1 -3 -4 -7 -6, 41",
    FOLDER + "py_fixtures/1_03/repbeats_example.xml, -9 -17 -7 13 -1 -12 0 -1 -3 -4 -7 -6, 41",
    V104 + ", -11 -54 -43 33 16 -50 7 -4 -14 -41 -35 -33, 84",
    V10401 + ", -12 78 90 -33 -51 84 14 3 -24 -20 -13 -21, 64"
  })
  void decodesTheSamples(String file, String middle, double rate) throws Exception {
    EcgRecording recording = FILES.real(file, CodeSystem.NONE);
    assertThat(recording.leads()).isEqualTo(Lead.STANDARD);
    assertThat(recording.samplingRateHz()).isEqualTo(500);
    String[] expected = middle.split(" ");
    for (int row = 0; row < expected.length; row++) {
      assertThat(recording.signal()[row][2750])
          .isCloseTo(Integer.parseInt(expected[row]) * STEP_MILLIVOLTS, within(1e-6f));
    }
    assertThat(SlopePeaks.rate(recording)).isCloseTo(rate, within(3.0));
  }

  /** Einthoven within 2 steps and Goldberger within 1.5, everywhere: the pulse is gone. */
  @ParameterizedTest
  @CsvSource({V103, V104, V10401})
  void limbLeadsAgreeAndTheCalibrationPulseIsLeftOut(String file) throws Exception {
    EcgRecording recording = FILES.real(file, CodeSystem.NONE);
    assertThat(recording.samples()).isEqualTo(5300);
    Map<Lead, float[]> leads = new EnumMap<>(Lead.class);
    recording.leads().forEach(lead -> leads.put(lead, recording.lead(lead).orElseThrow()));
    float oneStep = STEP_MILLIVOLTS + 1e-5f;
    for (int i = 0; i < recording.samples(); i++) {
      float one = leads.get(Lead.I)[i];
      float two = leads.get(Lead.II)[i];
      float three = leads.get(Lead.III)[i];
      assertThat(one + three).isCloseTo(two, within(2 * oneStep));
      assertThat(leads.get(Lead.AVR)[i]).isCloseTo(-(one + two) / 2, within(1.5f * oneStep));
      assertThat(leads.get(Lead.AVL)[i]).isCloseTo((one - three) / 2, within(1.5f * oneStep));
      assertThat(leads.get(Lead.AVF)[i]).isCloseTo((two + three) / 2, within(1.5f * oneStep));
    }
  }

  @Test
  void readsWhatVersion103Says() throws Exception {
    CodeSystem codes =
        new CodeSystem(
            "philips",
            List.of("Sinus bradycardia", "Inferior infarct", "Acute MI", "Abnormal ECG", "LBBB"),
            "");
    EcgRecording recording = FILES.real(V103, codes);
    assertThat(recording.recordKey()).isEqualTo("129DYPRG");
    assertThat(recording.patient().ageYears()).hasValue(50);
    assertThat(recording.patient().sex()).isEqualTo(Sex.MALE);
    assertThat(recording.recordedAt()).contains(Instant.parse("2011-12-01T07:27:34Z"));
    assertThat(recording.context())
        .isEqualTo(
            new AcquisitionContext("Philips", "HeartstartMRx", "GEILM", "0.05-150 Hz", "", ""));
    assertThat(recording.labels())
        .containsExactly(
            Label.of("philips", "Abnormal ECG", "machine"),
            Label.of("philips", "Sinus bradycardia", "machine"),
            Label.of("philips", "Inferior infarct", "machine"),
            Label.of("philips", "Acute MI", "machine"));
  }

  @Test
  void readsWhatVersion104Says() throws Exception {
    CodeSystem codes =
        new CodeSystem(
            "philips", List.of("SR", "Left ventricular hypertrophy", "LVHCNP", "LVH"), "");
    EcgRecording recording = FILES.real(V104, codes);
    assertThat(recording.patient().ageYears()).hasValue(60);
    assertThat(recording.context())
        .isEqualTo(
            new AcquisitionContext("Philips", "PageWriter Touch", "1", "0.05-150 Hz", "", "false"));
    assertThat(recording.labels())
        .containsExactly(
            Label.of("philips", "SR", "machine"),
            new Label("philips", "LVHCNP", Double.NaN, "machine", "possible"),
            new Label("philips", "Left ventricular hypertrophy", Double.NaN, "machine", "possible"),
            new Label("philips", "LVH", Double.NaN, "machine", "possible"));
  }

  @Test
  void readsWhatVersion10401Says() throws Exception {
    EcgRecording recording = FILES.real(V10401, CodeSystem.NONE);
    assertThat(recording.patient().ageYears()).hasValue(69);
    assertThat(recording.patient().sex()).isEqualTo(Sex.UNKNOWN);
    assertThat(recording.recordedAt()).contains(Instant.parse("2020-05-18T15:48:11Z"));
    assertThat(recording.labels()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"invalid-doc-type.xml", "invalid-doc-version.xml"})
  void refusesOtherDocuments(String name) throws Exception {
    String text =
        Files.readString(
            SharedData.path("data/formats/vendor/philips_sierra/py_fixtures/" + name),
            StandardCharsets.UTF_8);
    FILES.refused(text, Reason.UNSUPPORTED_FORMAT, "version 1.03, 1.04 or 1.04.01");
  }

  @Test
  void readsUncompressedLeadsButNotTheFourOfUnknownMeaning() throws Exception {
    byte[] bytes = plain(12, 20);
    EcgRecording recording = FILES.made(file("", bytes, 20));
    assertThat(recording.leads())
        .containsExactly(Lead.I, Lead.II, Lead.V1, Lead.V2, Lead.V3, Lead.V4, Lead.V5, Lead.V6);
    assertThat(recording.lead(Lead.V6).orElseThrow()[19])
        .isCloseTo((1100 + 19) * STEP_MILLIVOLTS, within(1e-4f));
    assertThat(recording.patient()).isEqualTo(Patient.UNKNOWN);
    FILES.refused(file("", bytes, 21), Reason.TRUNCATED, "lead 12");
  }

  @Test
  void subtractsTheOffset() throws Exception {
    EcgRecording recording = FILES.made(file("signaloffset='100'", plain(12, 20), 20));
    assertThat(recording.signal()[0][0]).isEqualTo(-0.5f);
  }

  @Test
  void resolvesResidualsOfCompressedLeads() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int[][] stored = {
      {10, 11, 12},
      {30, 33, 36},
      {1, -1, 0},
      {0, 1, 0},
      {2, 0, 0},
      {0, 0, 3},
      {5, 6, 7},
      {5, 6, 7},
      {5, 6, 7},
      {5, 6, 7},
      {5, 6, 7},
      {5, 6, 7}
    };
    for (int[] lead : stored) {
      bytes.write(XliEncoder.chunk(lead));
    }
    EcgRecording recording = FILES.made(file("compression='XLI'", bytes.toByteArray(), 3));
    assertThat(steps(recording, Lead.III)).containsExactly(19, 23, 24);
    assertThat(steps(recording, Lead.AVR)).containsExactly(-20, -23, -24);
    assertThat(steps(recording, Lead.AVL)).containsExactly(-7, -6, -6);
    assertThat(steps(recording, Lead.AVF)).containsExactly(24, 28, 27);
  }

  private static List<Integer> steps(EcgRecording recording, Lead lead) {
    List<Integer> steps = new ArrayList<>();
    for (float sample : recording.lead(lead).orElseThrow()) {
      steps.add(Math.round(sample / STEP_MILLIVOLTS));
    }
    return steps;
  }

  @Test
  void refusesWhatItCannotRead() {
    byte[] bytes = plain(12, 20);
    String good = file("", bytes, 20);
    FILES.refused(
        good.replace("parsedwaveforms", "unparsedwaveforms"), Reason.NO_SIGNAL, "no parsedwave");
    FILES.refused(
        file("compression='ZIP'", bytes, 20), Reason.UNSUPPORTED_FORMAT, "another method");
    FILES.refused(good.replace("Base64", "Plain"), Reason.UNSUPPORTED_FORMAT, "encoded as Base64");
    FILES.refused(
        good.replace("bitspersample='16'", "bitspersample='12'"),
        Reason.UNSUPPORTED_FORMAT,
        "16-bit");
    FILES.refused(good.replace("10-WIRE", "EASI"), Reason.NO_STANDARD_LEAD, "leadlabels");
    FILES.refused(file("leadlabels='I II I'", bytes, 20), Reason.UNREADABLE_HEADER, "twice");
    FILES.refused(
        file("leadlabels='III aVR'", bytes, 20), Reason.NO_STANDARD_LEAD, "none of I, II");
    FILES.refused(
        file("leadlabels='" + "X ".repeat(50) + "I'", bytes, 20),
        Reason.NO_STANDARD_LEAD,
        "leadlabels");
    FILES.refused(
        good.replace("durationperchannel='40", "durationperchannel='4000000"),
        Reason.LIMIT_EXCEEDED,
        "262144");
    FILES.refused(
        good.replace("<samplingrate>500", "<samplingrate>x"),
        Reason.UNREADABLE_HEADER,
        "sampling rate");
    FILES.refused("<restingecgdata/>", Reason.UNSUPPORTED_FORMAT, "no SierraECG");
  }

  /** Lead l holds 100·l, 100·l + 1 … */
  private static byte[] plain(int leads, int samples) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * leads * samples).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < leads * samples; i++) {
      bytes.putShort((short) (100 * (i / samples) + i % samples));
    }
    return bytes.array();
  }

  private static String file(String attributes, byte[] bytes, int samples) {
    return "<restingecgdata xmlns='http://www3.medical.philips.com'><documentinfo>"
        + "<documenttype>PhilipsECG</documenttype><documentversion>1.04</documentversion>"
        + "</documentinfo><dataacquisition><signalcharacteristics>"
        + "<samplingrate>500</samplingrate><resolution>5</resolution>"
        + "<acquisitiontype>10-WIRE</acquisitiontype></signalcharacteristics></dataacquisition>"
        + "<waveforms><parsedwaveforms dataencoding='Base64' bitspersample='16' "
        + "durationperchannel='"
        + 2 * samples
        + "' "
        + attributes
        + ">"
        + Base64.getEncoder().encodeToString(bytes)
        + "</parsedwaveforms></waveforms></restingecgdata>";
  }
}
