package org.ecgnat.preprocessing.format.muse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.ecgnat.preprocessing.format.CodeSystem;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.ReadOptions.UnitRule;
import org.ecgnat.preprocessing.format.SlopePeaks;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.format.VendorFiles;
import org.ecgnat.preprocessing.recording.AcquisitionContext;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Label;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.recording.Sex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MuseReaderTest {
  private static final VendorFiles FILES = new VendorFiles(new MuseReader());
  private static final CodeSystem CODES =
      new CodeSystem(
          "muse",
          List.of(
              "Sinus bradycardia",
              "Sinus arrhythmia",
              "Atrial fibrillation",
              "Premature ventricular complexes",
              "1st degree A-V block",
              "Anterior infarct",
              "Otherwise normal ECG"),
          "");
  private static final ReadOptions WITH_CODES = new ReadOptions(UnitRule.VOLTAGE_ONLY, CODES);

  /** What the file says was looked up by hand; 4.88 µV a unit, the unit values by NumPy. */
  @Test
  void readsAConfirmedExport() throws Exception {
    EcgRecording recording = FILES.real("muse_xml/MUSE_20200923_093504_79000_example.xml", CODES);
    assertThat(recording.recordKey()).isEqualTo("MUSE_20200923_093504_79000_example");
    assertThat(recording.samplingRateHz()).isEqualTo(500);
    assertThat(recording.samples()).isEqualTo(5000);
    assertThat(recording.leads())
        .containsExactly(Lead.I, Lead.II, Lead.V1, Lead.V2, Lead.V3, Lead.V4, Lead.V5, Lead.V6);
    int[] raw = {-1, 8, -5, -3, 18, 23, 30, 22};
    for (int row = 0; row < raw.length; row++) {
      assertThat(recording.signal()[row][2500]).isCloseTo(raw[row] * 0.00488f, within(1e-7f));
    }
    assertThat(recording.patient().id()).isEqualTo("201700237");
    assertThat(recording.patient().ageYears()).hasValue(40);
    assertThat(recording.patient().sex()).isEqualTo(Sex.MALE);
    assertThat(recording.recordedAt()).contains(Instant.parse("2020-09-22T09:03:32Z"));
    assertThat(recording.context())
        .isEqualTo(new AcquisitionContext("GE", "MAC55", "1", "0.16-150 Hz", "", "true"));
    List<String> expected =
        List.of(
            "Sinus bradycardia",
            "Sinus arrhythmia",
            "1st degree A-V block",
            "Otherwise normal ECG");
    assertThat(recording.labels())
        .filteredOn(label -> label.system().equals("muse"))
        .allMatch(label -> label.origin().equals("overread"))
        .extracting(Label::code)
        .containsExactlyElementsOf(expected);
    assertThat(recording.labels())
        .filteredOn(label -> label.system().equals("muse-original"))
        .allMatch(label -> label.origin().equals("machine"))
        .extracting(Label::code)
        .containsExactlyElementsOf(expected);
  }

  /** Every lead's CRC-32 is checked in passing; the times are those of the file's QRS table. */
  @ParameterizedTest
  @CsvSource({
    "MUSE_20200923_093504_79000_example, 806 1738 2922 3994 5060 6134 7188 8170 9302",
    "braveheart/example1, 614 1914 3132 4384 5600 6802 8046 9312",
    "braveheart/example2, 432 1388 2352 3316 4280 5250 6230 7224 8212 8738"
  })
  void complexesLieWhereTheFileSays(String name, String times) throws Exception {
    EcgRecording recording = FILES.real("muse_xml/" + name + ".xml", CodeSystem.NONE);
    List<Integer> found = SlopePeaks.milliseconds(recording);
    String[] stated = times.split(" ");
    assertThat(found).hasSize(stated.length);
    for (int i = 0; i < stated.length; i++) {
      assertThat(found.get(i)).isCloseTo(Integer.parseInt(stated[i]), within(60));
    }
    assertThat(recording.labels()).isEmpty();
  }

  @Test
  void knowsNothingOfAnAnonymousExport() throws Exception {
    EcgRecording recording = FILES.real("muse_xml/braveheart/example1.xml", CODES);
    assertThat(recording.patient().id()).isEmpty();
    assertThat(recording.patient().ageYears()).isEmpty();
    assertThat(recording.recordedAt()).isEmpty();
    assertThat(recording.context())
        .isEqualTo(new AcquisitionContext("GE", "", "", "0.16-150 Hz, 60 Hz notch", "", ""));
  }

  @Test
  void ignoresMediansAndLeadsBeyondTheTwelve() throws Exception {
    String median = waveform("Median", lead("I", 9, 9, 9));
    String rhythm = waveform("Rhythm", lead("II", 1, -2, 3) + lead("V3R", 7, 7, 7));
    EcgRecording recording = FILES.made(file(median + rhythm));
    assertThat(recording.leads()).containsExactly(Lead.II);
    assertThat(recording.signal()[0]).containsExactly(0.005f, -0.01f, 0.015f);
    assertThat(recording.amplitude()).isEqualTo(Amplitude.MILLIVOLTS);
    assertThat(recording.recordKey()).isEqualTo("made");
  }

  @Test
  void everyRhythmIsARecording() throws Exception {
    String rhythm = waveform("Rhythm", lead("II", 1, 2));
    assertThat(FILES.made(file(rhythm + rhythm), ReadOptions.STRICT))
        .extracting(EcgRecording::recordKey)
        .containsExactly("made", "made#2");
  }

  @Test
  void aLeadThatIsOffIsMissing() throws Exception {
    String off = lead("I", 1, 2).replace("FALSE", "TRUE");
    EcgRecording recording = FILES.made(file(waveform("Rhythm", off + lead("II", 3, 4))));
    assertThat(recording.lead(Lead.I).orElseThrow()).containsOnly(Float.NaN);
    assertThat(recording.lead(Lead.II).orElseThrow()).containsExactly(0.015f, 0.02f);
    FILES.refused(file(waveform("Rhythm", off)), Reason.NO_SIGNAL, "off");
  }

  @Test
  void ratesHaveAnExponent() throws Exception {
    String rhythm = waveform("Rhythm", lead("I", 1, 2));
    assertThat(FILES.made(file(rhythm.replace(">0</SampleE", ">1</SampleE"))).samplingRateHz())
        .isEqualTo(5000);
    FILES.refused(
        file(rhythm.replace(">0</SampleE", ">99</SampleE")),
        Reason.UNREADABLE_HEADER,
        "SampleExponent");
  }

  @Test
  void readsOtherVoltages() throws Exception {
    String rhythm = waveform("Rhythm", lead("I", 1, 2));
    assertThat(FILES.made(file(rhythm.replace("MICRO", "MILLI"))).signal()[0])
        .containsExactly(5f, 10f);
    String unknown = file(rhythm.replace("MICROVOLTS", "FURLONGS"));
    FILES.refused(unknown, Reason.UNKNOWN_UNIT, "LeadAmplitudeUnits of lead I");
    EcgRecording standardised =
        FILES.made(unknown, new ReadOptions(UnitRule.STANDARDISED, CodeSystem.NONE)).get(0);
    assertThat(standardised.amplitude()).isEqualTo(Amplitude.UNKNOWN);
  }

  @Test
  void refusesWhatItCannotTrust() {
    String lead = lead("I", 1, 2, 3);
    Map<String, Map.Entry<Reason, String>> faults =
        Map.of(
            waveform("Median", lead), entry(Reason.NO_SIGNAL, "Rhythm"),
            waveform("Rhythm", lead("X", 1, 2)), entry(Reason.NO_STANDARD_LEAD, "LeadID"),
            waveform("Rhythm", lead.replaceFirst("CRC32>\\d", "CRC32>8")),
                entry(Reason.CHECKSUM_MISMATCH, "LeadDataCRC32 of lead I"),
            waveform("Rhythm", lead.replace("Total>3<", "Total>4<")),
                entry(Reason.TRUNCATED, "3 of 4"),
            waveform("Rhythm", lead.replace("Total>3<", "Total>2000000000<")),
                entry(Reason.TRUNCATED, "3 of 2000000000"),
            waveform("Rhythm", lead.replace("Total>3<", "Total>-3<")),
                entry(Reason.UNREADABLE_HEADER, "LeadSampleCountTotal"),
            waveform("Rhythm", lead.replace("<LeadTimeOffset>0", "<LeadTimeOffset>25")),
                entry(Reason.UNSUPPORTED_FORMAT, "LeadTimeOffset"),
            waveform("Rhythm", lead + lead("II", 1)),
                entry(Reason.UNSUPPORTED_FORMAT, "differ in length"),
            waveform("Rhythm", lead + lead), entry(Reason.UNSUPPORTED_FORMAT, "pieces"),
            waveform("Rhythm", lead).replace("500", "x"),
                entry(Reason.UNREADABLE_HEADER, "SampleBase"));
    faults.forEach((text, fault) -> FILES.refused(file(text), fault.getKey(), fault.getValue()));
  }

  @Test
  void agesWithoutNumberComeFromTheBirthDate() throws Exception {
    String born =
        "<PatientDemographics><DateofBirth>06-10-1920</DateofBirth></PatientDemographics>";
    String at =
        "<TestDemographics><AcquisitionDate>06-09-1970</AcquisitionDate></TestDemographics>";
    EcgRecording recording = FILES.made(file(born + at + waveform("Rhythm", lead("I", 1, 2))));
    assertThat(recording.patient().ageYears()).hasValue(49);
    assertThat(recording.recordedAt()).contains(Instant.parse("1970-06-09T00:00:00Z"));
  }

  /** Phrases as MUSE breaks them; the last lines compare with an earlier ECG. */
  @Test
  void joinsPhrasesToLines() throws Exception {
    String diagnosis =
        phrases(
            "Cannot rule out",
            "Anterior infarct",
            ", age undetermined|",
            "Sinus bradycardia",
            "with occasional",
            "Premature ventricular complexes|",
            "When compared with ECG of",
            "22-SEP-2020 09:03,|",
            "Atrial fibrillation",
            "is no longer",
            "Present|",
            "Confirmed by Doe, Jane (42)");
    EcgRecording recording =
        FILES.made(file(diagnosis + waveform("Rhythm", lead("I", 1, 2))), WITH_CODES).get(0);
    assertThat(recording.labels())
        .containsExactly(
            new Label("muse", "Anterior infarct", Double.NaN, "machine", "possible"),
            Label.of("muse", "Sinus bradycardia", "machine"),
            Label.of("muse", "Premature ventricular complexes", "machine"),
            new Label("muse", "Atrial fibrillation", Double.NaN, "machine", "absent"));
  }

  @Test
  void recognisesTheRootOnly() {
    MuseReader reader = new MuseReader();
    assertThat(reader.recognises("a.txt", "<RestingECG>".getBytes(StandardCharsets.US_ASCII)))
        .isTrue();
    assertThat(reader.recognises("a.xml", "<RestingECGs>".getBytes(StandardCharsets.US_ASCII)))
        .isFalse();
    assertThat(reader.recognises("a.xml", new byte[0])).isFalse();
  }

  private static String file(String content) {
    return "<?xml version=\"1.0\"?><!DOCTYPE RestingECG SYSTEM \"restecg.dtd\"><RestingECG>"
        + content
        + "</RestingECG>";
  }

  private static String waveform(String type, String leads) {
    return "<Waveform><WaveformType>"
        + type
        + "</WaveformType><SampleBase>500</SampleBase><SampleExponent>0</SampleExponent>"
        + leads
        + "</Waveform>";
  }

  private static String lead(String name, int... samples) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int sample : samples) {
      bytes.putShort((short) sample);
    }
    CRC32 crc = new CRC32();
    crc.update(bytes.array());
    return "<LeadData><LeadTimeOffset>0</LeadTimeOffset><LeadSampleCountTotal>"
        + samples.length
        + "</LeadSampleCountTotal><LeadAmplitudeUnitsPerBit>5</LeadAmplitudeUnitsPerBit>"
        + "<LeadAmplitudeUnits>MICROVOLTS</LeadAmplitudeUnits><LeadID>"
        + name
        + "</LeadID><LeadSampleSize>2</LeadSampleSize><LeadOff>FALSE</LeadOff><LeadDataCRC32>"
        + crc.getValue()
        + "</LeadDataCRC32><WaveFormData>\n"
        + Base64.getMimeEncoder().encodeToString(bytes.array())
        + "\n</WaveFormData></LeadData>";
  }

  /** A phrase that ends with {@code |} ends its line. */
  private static String phrases(String... texts) {
    StringBuilder diagnosis = new StringBuilder("<Diagnosis><Modality>RESTING</Modality>");
    for (String text : texts) {
      diagnosis.append("<DiagnosisStatement>");
      if (text.endsWith("|")) {
        diagnosis.append("<StmtFlag>ENDSLINE</StmtFlag>");
      }
      diagnosis
          .append("<StmtText>")
          .append(text.replace("|", ""))
          .append("</StmtText></DiagnosisStatement>");
    }
    return diagnosis + "</Diagnosis>";
  }
}
