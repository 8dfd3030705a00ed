package org.ecgnat.preprocessing.format.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ecgnat.preprocessing.format.CodeSystem;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.ReadOptions.UnitRule;
import org.ecgnat.preprocessing.format.SiblingFiles.Content;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Label;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.recording.Sex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects written by the clauses of PS3.5 and PS3.3, every number of which is known. */
class DicomReaderTest {
  private static final int SAMPLES = 300;

  @Test
  void everyEncoding() throws Exception {
    Map<String, Encoding> syntaxes =
        Map.of(
            "1.2.840.10008.1.2",
            Encoding.IMPLICIT_LITTLE,
            "1.2.840.10008.1.2.1",
            Encoding.EXPLICIT_LITTLE,
            "1.2.840.10008.1.2.2",
            Encoding.EXPLICIT_BIG,
            Encoding.DEFLATED,
            Encoding.EXPLICIT_LITTLE);
    for (Map.Entry<String, Encoding> syntax : syntaxes.entrySet()) {
      for (boolean lengths : new boolean[] {true, false}) {
        byte[] dataSet = twoLeads(new SyntheticEcg(syntax.getValue(), lengths)).dataSet();
        if (syntax.getKey().equals(Encoding.DEFLATED)) {
          dataSet = DicomWriter.deflate(dataSet);
        }
        byte[] file = DicomWriter.file(syntax.getKey(), SyntheticEcg.TWELVE_LEAD, dataSet);
        assertThat(new DicomReader().recognises("x", head(file))).isTrue();
        assertTwoLeads(one(file));
      }
    }
  }

  @Test
  void dataSetsWithoutAPreamble() throws Exception {
    for (Encoding encoding :
        List.of(Encoding.IMPLICIT_LITTLE, Encoding.EXPLICIT_LITTLE, Encoding.EXPLICIT_BIG)) {
      SyntheticEcg ecg = new SyntheticEcg(encoding, true);
      ecg.writer.text(Tag.SOP_CLASS, "UI", SyntheticEcg.TWELVE_LEAD);
      byte[] file = twoLeads(ecg).dataSet();
      assertThat(new DicomReader().recognises("x", head(file))).isTrue();
      assertTwoLeads(one(file));
    }
  }

  @Test
  void sequencesThatAConverterDidNotKnow() throws Exception {
    SyntheticEcg implicit = new SyntheticEcg(Encoding.IMPLICIT_LITTLE, true);
    twoLeads(implicit);
    byte[] whole = implicit.dataSet();
    byte[] items = Arrays.copyOfRange(whole, 8, whole.length);
    byte[] dataSet =
        new DicomWriter(Encoding.EXPLICIT_LITTLE, true)
            .bytes(Tag.WAVEFORMS, "UN", items)
            .toByteArray();
    assertTwoLeads(one(DicomWriter.file("1.2.840.10008.1.2.1", SyntheticEcg.TWELVE_LEAD, dataSet)));
  }

  @Test
  void otherObjectsAreNotLookedAt() {
    DicomReader reader = new DicomReader();
    byte[] image =
        DicomWriter.file("1.2.840.10008.1.2.4.50", "1.2.840.10008.5.1.4.1.1.7", new byte[64]);
    assertThat(reader.recognises("x.dcm", image)).isFalse();
    assertThat(reader.recognises("x.dcm", new byte[4096])).isFalse();
    assertThat(reader.recognises("x.dcm", new byte[0])).isFalse();
    byte[] damaged = new byte[200];
    System.arraycopy(image, 0, damaged, 0, 134);
    assertThat(reader.recognises("x.dcm", damaged)).isTrue();
  }

  @Test
  void otherWaveformsAreRefused() {
    byte[] pressure =
        DicomWriter.file(
            "1.2.840.10008.1.2.1",
            "1.2.840.10008.5.1.4.1.1.9.2.1",
            twoLeads(SyntheticEcg.explicit()).dataSet());
    assertThat(new DicomReader().recognises("x", head(pressure))).isTrue();
    assertRefused(pressure, Reason.UNSUPPORTED_FORMAT, "no ECG waveform");
  }

  @ParameterizedTest
  @CsvSource({"SB,8", "UB,8", "SS,16", "US,16", "SL,32", "UL,32"})
  void everySampleInterpretation(String interpretation, int bits) throws Exception {
    SyntheticEcg ecg = SyntheticEcg.explicit();
    byte[] data = SyntheticEcg.data(1, SAMPLES, bits / 8, ByteOrder.LITTLE_ENDIAN);
    ecg.group(
        "RHYTHM", "ORIGINAL", SAMPLES, g -> {}, bits, interpretation, data, ecg.channel("2:2"));
    float[] lead = one(ecg.file()).lead(Lead.II).orElseThrow();
    boolean signed = interpretation.startsWith("S");
    for (int i = 0; i < SAMPLES; i++) {
      long value = SyntheticEcg.value(0, i);
      long stored = signed || value >= 0 ? value : value + (1L << bits);
      assertThat(lead[i]).isEqualTo((float) (stored * 0.002));
    }
  }

  @ParameterizedTest
  @CsvSource({"nV,1e-6", "uV,1e-3", "mV,1", "V,1e3"})
  void sensitivityCorrectionAndBaseline(String unit, double millivolts) throws Exception {
    SyntheticEcg ecg = SyntheticEcg.explicit();
    ecg.group(
        "RHYTHM",
        "ORIGINAL",
        SAMPLES,
        ecg.channel(
            "5.6.3-9-3",
            "SCPECG",
            c ->
                c.text(Tag.SENSITIVITY, "DS", "2.5e0")
                    .code(Tag.SENSITIVITY_UNITS, unit, "UCUM", "unit")
                    .text(Tag.CORRECTION_FACTOR, "DS", "1.02")
                    .text(Tag.BASELINE, "DS", "-7")));
    EcgRecording recording = one(ecg.file());
    assertThat(recording.amplitude()).isEqualTo(Amplitude.MILLIVOLTS);
    assertThat(recording.lead(Lead.V1).orElseThrow()[10])
        .isEqualTo((float) ((SyntheticEcg.value(0, 10) * 2.5 * 1.02 - 7) * millivolts));
  }

  @Test
  void unknownUnits() throws Exception {
    SyntheticEcg ecg = SyntheticEcg.explicit();
    ecg.group("RHYTHM", "ORIGINAL", SAMPLES, ecg.channel("2:1", "MDC", c -> {}));
    byte[] file = ecg.file();
    assertRefused(file, Reason.UNKNOWN_UNIT, "Channel 1 has no Channel Sensitivity");
    List<EcgRecording> standardised =
        read(file, new ReadOptions(UnitRule.STANDARDISED, CodeSystem.NONE));
    assertThat(standardised.get(0).amplitude()).isEqualTo(Amplitude.UNKNOWN);
    assertThat(standardised.get(0).lead(Lead.I).orElseThrow()[5])
        .isEqualTo(SyntheticEcg.value(0, 5));

    SyntheticEcg pressure = SyntheticEcg.explicit();
    pressure.group(
        "RHYTHM",
        "ORIGINAL",
        SAMPLES,
        pressure.channel(
            "2:1",
            "MDC",
            c ->
                c.text(Tag.SENSITIVITY, "DS", "1")
                    .code(Tag.SENSITIVITY_UNITS, "mm[Hg]", "UCUM", "unit")));
    assertRefused(pressure.file(), Reason.UNKNOWN_UNIT, "none of nV, uV, mV, V");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "-2", "0.4"})
  void skewedChannelsAreAligned(String skew) throws Exception {
    SyntheticEcg ecg = SyntheticEcg.explicit();
    DicomWriter delayed =
        ecg.channel(
            "2:2",
            "MDC",
            c ->
                c.text(Tag.SENSITIVITY, "DS", "1")
                    .code(Tag.SENSITIVITY_UNITS, "mV", "UCUM", "mV")
                    .text(Tag.SAMPLE_SKEW, "DS", skew));
    ecg.group("RHYTHM", "ORIGINAL", SAMPLES, ecg.channel("2:1"), delayed);
    EcgRecording recording = one(ecg.file());
    float[] lead = recording.lead(Lead.II).orElseThrow();
    int delay = (int) Math.round(Double.parseDouble(skew));
    for (int i = 0; i < SAMPLES; i++) {
      int stored = i - delay;
      if (stored < 0 || stored >= SAMPLES) {
        assertThat(lead[i]).isNaN();
      } else {
        assertThat(lead[i]).isEqualTo(SyntheticEcg.value(1, stored));
      }
    }
    assertThat(recording.lead(Lead.I).orElseThrow()[0]).isEqualTo(-0.1f);
  }

  @Test
  void paddingIsMissing() throws Exception {
    SyntheticEcg ecg = SyntheticEcg.explicit();
    ByteBuffer data =
        ByteBuffer.wrap(SyntheticEcg.data(1, SAMPLES, 2, ByteOrder.LITTLE_ENDIAN))
            .order(ByteOrder.LITTLE_ENDIAN);
    data.putShort(2 * 17, (short) -32768);
    byte[] padding = {0, (byte) 0x80};
    ecg.group(
        "RHYTHM",
        "ORIGINAL",
        SAMPLES,
        g -> g.bytes(Tag.PADDING_VALUE, "OW", padding),
        16,
        "SS",
        data.array(),
        ecg.channel("2:1"));
    float[] lead = one(ecg.file()).lead(Lead.I).orElseThrow();
    assertThat(lead[17]).isNaN();
    assertThat(lead[16]).isEqualTo((float) (SyntheticEcg.value(0, 16) * 0.002));
  }

  @Test
  void aPaddingValueThatASignalCrossesIsMissingOnlyWhereItLasts() {
    long[] samples = new long[500];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = i < 300 ? SyntheticEcg.value(0, i) : 0;
    }
    assertThat(Padding.missing(samples, 0, 100).stream().boxed())
        .hasSize(200)
        .allMatch(i -> i >= 300);
  }

  @Test
  void onlyOriginalRhythms() throws Exception {
    SyntheticEcg ecg = SyntheticEcg.explicit();
    ecg.group("MEDIAN BEAT", "DERIVED", SAMPLES, ecg.channel("2:1"));
    ecg.group("MEDIAN BEAT", "ORIGINAL", SAMPLES, ecg.channel("2:1"));
    ecg.group("RHYTHM", "ORIGINAL", 120, ecg.channel("2:1"));
    byte[] beats = ecg.file();
    assertRefused(beats, Reason.NO_SIGNAL, "None of the 3 multiplex groups");
    SyntheticEcg more = SyntheticEcg.explicit();
    more.group("MEDIAN BEAT", "DERIVED", SAMPLES, more.channel("2:1"));
    twoLeads(more);
    assertTwoLeads(one(more.file()));
  }

  @Test
  void groupsOnOneTimeAxisAreOneRecording() throws Exception {
    SyntheticEcg ecg = SyntheticEcg.explicit();
    String[][] codes = {{"2:1", "2:2"}, {"2:62", "2:63"}, {"2:3", "2:4"}};
    for (int group = 0; group < codes.length; group++) {
      String offset = Integer.toString(2500 * group);
      ecg.group(
          "RHYTHM",
          "ORIGINAL",
          250,
          g -> g.text(Tag.TIME_OFFSET, "DS", offset),
          ecg.channel(codes[group][0]),
          ecg.channel(codes[group][1]));
    }
    EcgRecording recording = one(ecg.file());
    assertThat(recording.leads())
        .containsExactly(Lead.I, Lead.II, Lead.AVR, Lead.AVL, Lead.V1, Lead.V2);
    assertThat(recording.samples()).isEqualTo(750);
    float[] avl = recording.lead(Lead.AVL).orElseThrow();
    assertThat(avl[249]).isNaN();
    assertThat(avl[250]).isEqualTo((float) (SyntheticEcg.value(1, 0) * 0.002));
    assertThat(avl[500]).isNaN();
  }

  @Test
  void groupsThatDoNotSayWhenStayApart() throws Exception {
    SyntheticEcg ecg = SyntheticEcg.explicit();
    ecg.group("RHYTHM", "ORIGINAL", SAMPLES, ecg.channel("2:1"));
    ecg.group("RHYTHM", "ORIGINAL", SAMPLES, ecg.channel("2:2"));
    List<EcgRecording> recordings = read(ecg.file(), ReadOptions.STRICT);
    assertThat(recordings).extracting(EcgRecording::recordKey).containsExactly("r", "r#2");
    assertThat(recordings.get(1).leads()).containsExactly(Lead.II);
  }

  @Test
  void leadsByEveryKindOfCode() throws Exception {
    SyntheticEcg ecg = SyntheticEcg.explicit();
    ecg.group(
        "RHYTHM",
        "ORIGINAL",
        SAMPLES,
        ecg.channel("2:61"),
        ecg.channel("5.6.3-9-62"),
        ecg.channel("131135"),
        ecg.channel("MDC_ECG_LEAD_V6"),
        ecg.channel("2:65"),
        ecg.channel("2:16"));
    assertThat(one(ecg.file()).leads()).containsExactly(Lead.III, Lead.AVR, Lead.AVL, Lead.V6);

    SyntheticEcg none = SyntheticEcg.explicit();
    none.group("RHYTHM", "ORIGINAL", SAMPLES, none.channel("2:65"));
    assertRefused(none.file(), Reason.NO_STANDARD_LEAD, "No channel");
  }

  @Test
  void electrodesThatAreOffGiveNoLead() throws Exception {
    SyntheticEcg ecg = SyntheticEcg.explicit();
    DicomWriter off = ecg.channel("2:2").text(Tag.CHANNEL_STATUS, "CS", "OK\\DISCONNECTED");
    ecg.group("RHYTHM", "ORIGINAL", SAMPLES, ecg.channel("2:1"), off);
    assertThat(one(ecg.file()).leads()).containsExactly(Lead.I);
  }

  @Test
  void whoWhenAndWithWhat() throws Exception {
    SyntheticEcg ecg = SyntheticEcg.explicit();
    ecg.writer
        .text(0x0008002A, "DT", "20201116214439.5+0100")
        .text(0x00080070, "LO", "Maker")
        .code(0x00080082, "SITE-7", "99LOCAL", "A Hospital")
        .text(0x00081090, "LO", "Cart 3")
        .text(0x00100010, "PN", "Doe^Jane")
        .text(0x00100020, "LO", "4711")
        .text(0x00100030, "DA", "19210101")
        .text(0x00100040, "CS", "F")
        .text(0x00101010, "AS", "018M");
    DicomWriter filtered =
        ecg.channel("2:1")
            .text(Tag.LOW_FREQUENCY, "DS", "0.05")
            .text(Tag.HIGH_FREQUENCY, "DS", "150")
            .text(Tag.NOTCH_FREQUENCY, "DS", "50");
    ecg.group("RHYTHM", "ORIGINAL", SAMPLES, filtered);
    EcgRecording recording = one(ecg.file());
    assertThat(recording.patient().id()).isEqualTo("4711");
    assertThat(recording.patient().sex()).isEqualTo(Sex.FEMALE);
    assertThat(recording.patient().ageYears()).hasValue(1);
    assertThat(recording.recordedAt()).contains(Instant.parse("2020-11-16T20:44:39.500Z"));
    assertThat(recording.context().manufacturer()).isEqualTo("Maker");
    assertThat(recording.context().device()).isEqualTo("Cart 3");
    assertThat(recording.context().site()).isEqualTo("SITE-7");
    assertThat(recording.context().filters()).isEqualTo("0.05-150 Hz, 50 Hz notch");
    assertThat(recording.toString()).doesNotContain("Doe", "1921", "Hospital");
  }

  @Test
  void codedFindingsBecomeLabelsAndTextDoesNot() throws Exception {
    SyntheticEcg ecg = SyntheticEcg.explicit();
    DicomWriter writer = ecg.writer;
    DicomWriter possible =
        writer
            .item()
            .text(Tag.CODE_VALUE, "SH", "164889003")
            .text(Tag.CODING_SCHEME, "SH", "SCT")
            .text(Tag.CODE_MEANING, "LO", "Atrial fibrillation")
            .code(Tag.MODIFIERS, "371930009", "SCT", "Possible");
    writer.sequence(
        Tag.ANNOTATIONS,
        List.of(
            writer.item().text(0x00700006, "ST", "426783006"),
            writer.item().code(Tag.CONCEPT_NAME, "426783006", "SCT", "Sinus rhythm"),
            writer.item().sequence(Tag.CONCEPT_NAME, List.of(possible)),
            writer
                .item()
                .code(Tag.CONCEPT_NAME, "59118001", "SCT", "RBBB")
                .text(Tag.NUMERIC_VALUE, "DS", "3"),
            writer.item().code(Tag.CONCEPT_NAME, "131329", "MDC", "P wave")));
    twoLeads(ecg);
    List<Label> labels =
        read(
                ecg.file(),
                new ReadOptions(
                    UnitRule.VOLTAGE_ONLY, new CodeSystem("snomed", List.of(), "\\d{6,18}")))
            .get(0)
            .labels();
    assertThat(labels).extracting(Label::code).containsExactly("426783006", "164889003");
    assertThat(labels).extracting(Label::certainty).containsExactly("present", "possible");
  }

  @Test
  void damageIsNamed() {
    byte[] file = twoLeads(SyntheticEcg.explicit()).file();
    assertRefused(Arrays.copyOf(file, file.length - 500), Reason.TRUNCATED, "fetch the file again");
    assertRefused(
        DicomWriter.file("1.2.840.113619.5.2", SyntheticEcg.TWELVE_LEAD, new byte[0]),
        Reason.UNSUPPORTED_FORMAT,
        "private");
    SyntheticEcg muLaw = SyntheticEcg.explicit();
    muLaw.group(
        "RHYTHM", "ORIGINAL", SAMPLES, g -> {}, 8, "MB", new byte[SAMPLES], muLaw.channel("2:1"));
    assertRefused(muLaw.file(), Reason.UNSUPPORTED_FORMAT, "8 bits");
    SyntheticEcg few = SyntheticEcg.explicit();
    few.group("RHYTHM", "ORIGINAL", SAMPLES, g -> {}, 16, "SS", new byte[100], few.channel("2:1"));
    assertRefused(few.file(), Reason.TRUNCATED, "300 samples of 1 channels and holds 50");
    SyntheticEcg twice = SyntheticEcg.explicit();
    twice.group("RHYTHM", "ORIGINAL", SAMPLES, twice.channel("2:1"), twice.channel("131073"));
    assertRefused(twice.file(), Reason.UNREADABLE_HEADER, "lead I twice");
  }

  @Test
  void nestedSequencesEnd() {
    ByteBuffer nest = ByteBuffer.allocate(20 * 100_000).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 100_000; i++) {
      nest.putShort((short) 0x0040).putShort((short) 0xA730).put((byte) 'S').put((byte) 'Q');
      nest.putShort((short) 0).putInt(-1);
      nest.putShort((short) 0xFFFE).putShort((short) 0xE000).putInt(-1);
    }
    assertRefused(
        DicomWriter.file("1.2.840.10008.1.2.1", SyntheticEcg.TWELVE_LEAD, nest.array()),
        Reason.LIMIT_EXCEEDED,
        "16 deep");
  }

  @Test
  void bombsAreRefused() {
    byte[] bomb = DicomWriter.deflate(new byte[8 << 20]);
    assertRefused(
        DicomWriter.file(Encoding.DEFLATED, SyntheticEcg.TWELVE_LEAD, bomb),
        Reason.LIMIT_EXCEEDED,
        "32-fold");
  }

  private static SyntheticEcg twoLeads(SyntheticEcg ecg) {
    return ecg.group("RHYTHM", "ORIGINAL", SAMPLES, ecg.channel("2:1"), ecg.channel("2:8"));
  }

  private static void assertTwoLeads(EcgRecording recording) {
    assertThat(recording.leads()).containsExactly(Lead.I, Lead.V6);
    assertThat(recording.samplingRateHz()).isEqualTo(100);
    for (int i = 0; i < SAMPLES; i++) {
      assertThat(recording.signal()[0][i]).isEqualTo((float) (SyntheticEcg.value(0, i) * 0.002));
      assertThat(recording.signal()[1][i]).isEqualTo((float) (SyntheticEcg.value(1, i) * 0.002));
    }
  }

  private static EcgRecording one(byte[] file) throws Exception {
    List<EcgRecording> recordings = read(file, ReadOptions.STRICT);
    assertThat(recordings).hasSize(1);
    return recordings.get(0);
  }

  private static List<EcgRecording> read(byte[] file, ReadOptions options)
      throws UnreadableRecordingException {
    return new DicomReader()
        .read(
            new Content(file, "/in/r.dcm", Instant.EPOCH),
            "r.dcm",
            name -> Optional.empty(),
            options);
  }

  private static void assertRefused(byte[] file, Reason reason, String message) {
    assertThatThrownBy(() -> read(file, ReadOptions.STRICT))
        .isInstanceOfSatisfying(
            UnreadableRecordingException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(message);
  }

  private static byte[] head(byte[] file) {
    return Arrays.copyOf(file, Math.min(4096, file.length));
  }
}
