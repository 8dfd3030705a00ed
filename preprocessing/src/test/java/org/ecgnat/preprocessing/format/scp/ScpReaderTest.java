package org.ecgnat.preprocessing.format.scp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Label;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.recording.Sex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScpReaderTest {

  @Test
  void readsWhatTheHeaderStates() throws Exception {
    ScpFile.Bytes device =
        ScpFile.bytes()
            .u16(11, 51, 3)
            .u8(0, 255)
            .bytes("AB123\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
            .u8(20)
            .bytes(new byte[20])
            .u8(3)
            .text("p1")
            .text("serial")
            .text("system")
            .text("scp")
            .text("Acme Medical");
    ScpFile.Bytes header =
        ScpFile.bytes()
            .bytes(ScpFile.tag(0, ScpFile.bytes().text("Secretname")))
            .bytes(ScpFile.tag(2, ScpFile.bytes().text("P-7")))
            .bytes(ScpFile.tag(5, ScpFile.bytes().u16(1950).u8(6, 2)))
            .bytes(ScpFile.tag(8, ScpFile.bytes().u8(2)))
            .bytes(ScpFile.tag(14, device))
            .bytes(ScpFile.tag(25, ScpFile.bytes().u16(2020).u8(6, 1)))
            .bytes(ScpFile.tag(26, ScpFile.bytes().u8(23, 30, 5)))
            .bytes(ScpFile.tag(27, ScpFile.bytes().u16(5)))
            .bytes(ScpFile.tag(28, ScpFile.bytes().u16(150)))
            .bytes(ScpFile.tag(29, ScpFile.bytes().u8(2)))
            .bytes(ScpFile.tag(32, ScpFile.bytes().u8(0, 1, 42)))
            .bytes(ScpFile.tag(34, ScpFile.bytes().u16(120, 0)))
            .bytes(ScpFile.tag(255, ScpFile.bytes()));
    EcgRecording recording = read(plain().section(1, header).done());
    assertThat(recording.patient().id()).isEqualTo("P-7");
    assertThat(recording.patient().ageYears()).hasValue(69);
    assertThat(recording.patient().sex()).isEqualTo(Sex.FEMALE);
    assertThat(recording.recordedAt()).contains(Instant.parse("2020-06-01T21:30:05Z"));
    assertThat(recording.context().manufacturer()).isEqualTo("Acme Medical");
    assertThat(recording.context().device()).isEqualTo("AB123");
    assertThat(recording.context().site()).isEqualTo("11");
    assertThat(recording.context().filters()).isEqualTo("0.05-150 Hz, 50 Hz notch");
    assertThat(recording.context().pacemaker()).isEqualTo("implanted pacemaker");
    assertThat(recording.recordKey()).isEqualTo("r");
    assertThat(recording.toString()).doesNotContain("Secretname");
  }

  @ParameterizedTest
  @CsvSource({"1, 57, 57", "2, 30, 2", "3, 110, 2", "4, 800, 2", "5, 9000, 1", "0, 57, -1"})
  void readsAnAgeInItsUnit(int unit, int value, int years) throws Exception {
    ScpFile.Bytes header =
        ScpFile.bytes().bytes(ScpFile.tag(4, ScpFile.bytes().u16(value).u8(unit)));
    EcgRecording recording = read(plain().section(1, header).done());
    assertThat(recording.patient().ageYears().orElse(-1)).isEqualTo(years);
    assertThat(recording.recordedAt()).isEmpty();
  }

  @Test
  void statementsKeepCertaintyAndWhoConfirmed() throws Exception {
    ScpFile.Bytes codes = ScpFile.bytes().u8(1).bytes(new byte[7]).u8(3);
    for (String fields : List.of("IMI\0PO", "AFIB\0", "Secret remark\0")) {
      codes.u8(1).u16(fields.length() + 2).u8(1).text(fields);
    }
    CodeSystem system = new CodeSystem("scp", List.of("IMI", "AFIB", "NORM"), "");
    EcgRecording recording =
        read(plain().section(11, codes).done(), new ReadOptions(UnitRule.VOLTAGE_ONLY, system));
    assertThat(recording.labels())
        .containsExactly(
            new Label("scp", "IMI", Double.NaN, "overread", "possible"),
            new Label("scp", "AFIB", Double.NaN, "overread", "present"));
    assertThat(recording.context().validatedByHuman()).isEqualTo("true");
    ScpFile.Bytes text = ScpFile.bytes().u8(0).bytes(new byte[7]).u8(2);
    text.u8(1).u16(5).text("NORM").u8(2).u16(4000).text("cut off");
    recording =
        read(plain().section(8, text).done(), new ReadOptions(UnitRule.VOLTAGE_ONLY, system));
    assertThat(recording.labels()).containsExactly(Label.of("scp", "NORM", "machine"));
    assertThat(recording.context().validatedByHuman()).isEqualTo("false");
  }

  @Test
  void leadsOneAfterTheOtherShareAClock() throws Exception {
    ScpFile.Bytes leads = ScpFile.bytes().u8(2, 0).u32(1, 3).u8(1).u32(4, 6).u8(2);
    EcgRecording recording =
        read(
            new ScpFile()
                .section(3, leads)
                .values(6, 1000, 2000, 0, 0, List.of(values(1, 2, 3), values(4, 5, 6)))
                .done());
    float nan = Float.NaN;
    assertThat(recording.signal()[0]).containsExactly(.001f, .002f, .003f, nan, nan, nan);
    assertThat(recording.signal()[1]).containsExactly(nan, nan, nan, .004f, .005f, .006f);
  }

  @Test
  void skipsOtherLeads() throws Exception {
    EcgRecording recording =
        read(
            new ScpFile()
                .leads(4, 2, 16, 61)
                .values(6, 1000, 2000, 0, 0, List.of(new byte[0], values(1, 2)))
                .done());
    assertThat(recording.leads()).containsExactly(Lead.III);
  }

  @Test
  void recognisesByContent() {
    byte[] file = plain().done();
    ScpReader reader = new ScpReader();
    assertThat(reader.recognises("x.dat", file)).isTrue();
    assertThat(reader.recognises("x.scp", new byte[200])).isFalse();
    assertThat(reader.recognises("x.scp", new byte[3])).isFalse();
    byte[] withoutMark = file.clone();
    Arrays.fill(withoutMark, 16, 22, (byte) 0);
    assertThat(reader.recognises("x.scp", withoutMark)).isTrue();
  }

  @Test
  void verifiesChecksumsOfRecordAndSections() {
    byte[] file = plain().done();
    file[file.length - 1] ^= 1;
    refuses(file, Reason.CHECKSUM_MISMATCH, "The checksum of the record of the SCP-ECG file");
    file[0] = 0;
    file[1] = 0;
    refuses(file, Reason.CHECKSUM_MISMATCH, "The checksum of section 6");
  }

  @Test
  void refusesWithAReason() {
    byte[] file = plain().done();
    refuses(Arrays.copyOf(file, file.length - 2), Reason.TRUNCATED, "announces " + file.length);
    refuses(new ScpFile().leads(4, 2, 1).done(), Reason.NO_SIGNAL, "no rhythm data (section 6)");
    refuses(
        new ScpFile().values(6, 1000, 2000, 0, 0, List.of()).done(),
        Reason.UNREADABLE_HEADER,
        "it has no section 3");
    refuses(
        new ScpFile().leads(4, 2, 16).values(6, 1000, 2000, 0, 0, List.of(values(1, 2))).done(),
        Reason.NO_STANDARD_LEAD,
        "None of the 1 leads");
    refuses(
        new ScpFile().leads(4, 3, 1).values(6, 1000, 2000, 0, 0, List.of(values(1, 2))).done(),
        Reason.TRUNCATED,
        "Lead 1 of section 6 of the SCP-ECG record holds 4 bytes, too few for 3 samples");
    refuses(
        new ScpFile().leads(4, 2, 1).values(6, 0, 2000, 0, 0, List.of(values(1, 2))).done(),
        Reason.UNKNOWN_UNIT,
        "Section 6 of the SCP-ECG record states no amplitude");
    refuses(
        new ScpFile().leads(4, 2, 1).values(6, 1000, 0, 0, 0, List.of(values(1, 2))).done(),
        Reason.UNREADABLE_HEADER,
        "section 6 states no time between samples");
    refuses(
        new ScpFile().leads(4, 2, 1).values(6, 1000, 2000, 7, 0, List.of(values(1, 2))).done(),
        Reason.UNREADABLE_HEADER,
        "encoded in an unknown way, number 7");
    refuses(
        new ScpFile()
            .leads(4, 2, 1)
            .section(4, ScpFile.bytes().u16(0, 0, 0))
            .values(6, 1000, 8000, 0, 1, List.of(values(1, 2)))
            .done(),
        Reason.UNSUPPORTED_FORMAT,
        "compressed with a reference beat, but has none (section 5)");
    refuses(
        new ScpFile()
            .leads(4, 400_000_000, 1, 2)
            .values(6, 1000, 2000, 0, 0, List.of(values(1), values(1)))
            .done(),
        Reason.LIMIT_EXCEEDED,
        "2 leads of 400000000 samples in 4 bytes");
  }

  private static ScpFile plain() {
    return new ScpFile().leads(4, 4, 1).values(6, 1000, 2000, 0, 0, List.of(values(1, -2, 3, 4)));
  }

  private static byte[] values(int... values) {
    return ScpEncoder.integers(values);
  }

  private static void refuses(byte[] file, Reason reason, String message) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(UnreadableRecordingException.class)
        .hasMessageContaining(message)
        .extracting(e -> ((UnreadableRecordingException) e).reason())
        .isEqualTo(reason);
  }

  private static EcgRecording read(byte[] file) throws UnreadableRecordingException {
    return read(file, ReadOptions.STRICT);
  }

  private static EcgRecording read(byte[] file, ReadOptions options)
      throws UnreadableRecordingException {
    return new ScpReader()
        .read(
            new Content(file, "/in/r.scp", Instant.EPOCH),
            "r.scp",
            name -> Optional.empty(),
            options)
        .get(0);
  }
}
