package org.ecgnat.preprocessing.format.matlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.ecgnat.preprocessing.format.Layouts;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.RecordingFormats;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.recording.Patient;
import org.ecgnat.preprocessing.recording.Sex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that scipy wrote: {@code src/test/resources/matlab/make_fixtures.py} says what is in them.
 */
class MatlabReaderTest {
  private static final String TWELVE = "leads: [I, II, III, aVR, aVL, aVF, V1, V2, V3, V4, V5, V6]";
  private static final ReadOptions WIDE =
      Layouts.options(
          "matlab: {signal: val, " + TWELVE + ", samplingRate: fs, unitsPerMillivolt: 64}");
  private static final ReadOptions TALL =
      Layouts.options("matlab: {signal: tall, " + TWELVE + ", samplingRateHz: 250, unit: mV}");
  private static final ReadOptions STRUCT =
      Layouts.options(
          "matlab: {signal: ECG.data, age: ECG.age, sex: ECG.sex, "
              + TWELVE
              + ", samplingRateHz: 500, unit: mV}");

  @ParameterizedTest
  @ValueSource(strings = {"level4", "level5", "compressed"})
  void readsMatricesOfEitherOrientation(String name) throws Exception {
    EcgRecording wide = read(name, WIDE);
    EcgRecording tall = read(name, TALL);

    assertThat(wide.recordKey()).isEqualTo(name);
    assertThat(wide.samplingRateHz()).isEqualTo(500);
    assertThat(tall.samplingRateHz()).isEqualTo(250);
    assertThat(wide.leads()).isEqualTo(Lead.STANDARD);
    assertThat(wide.signal()).isEqualTo(written()).isEqualTo(tall.signal());
  }

  private static float[][] written() {
    float[][] signal = new float[12][40];
    for (int lead = 0; lead < 12; lead++) {
      for (int s = 0; s < 40; s++) {
        signal[lead][s] = ((7 * s + 11 * lead) % 201 - 100) / 64f;
      }
    }
    return signal;
  }

  /** As CPSC 2018 was first published: a struct with sex, age and data. */
  @Test
  void readsFieldsOfAStruct() throws Exception {
    EcgRecording recording = read("struct", STRUCT);

    assertThat(recording.signal()).isEqualTo(written());
    assertThat(recording.patient().ageYears()).hasValue(74);
    assertThat(recording.patient().sex()).isEqualTo(Sex.MALE);
  }

  /** Its header names the columns; the first values are those that scipy reads. */
  @Test
  void readsEcgKitsExample() throws Exception {
    ReadOptions options =
        Layouts.options(
            "matlab: {signal: signal, leads: [PPG, ABP, I, III, V1, V2, V4, V5, V6, V3],"
                + " samplingRate: header.freq, unit: uV}");

    EcgRecording recording =
        Layouts.shared("data/formats/wfdb/ecg-kit/example_recording.mat", options);

    assertThat(recording.samplingRateHz()).isEqualTo(250);
    assertThat(recording.samples()).isEqualTo(10_000);
    assertThat(recording.leads())
        .containsExactly(Lead.I, Lead.III, Lead.V1, Lead.V2, Lead.V3, Lead.V4, Lead.V5, Lead.V6);
    assertThat(recording.signal()[0]).startsWith((float) -23.4463640e-3, (float) -45.5890852e-3);
    assertThat(recording.patient()).isEqualTo(Patient.UNKNOWN);
  }

  @Test
  void leavesASignalFileToItsWfdbHeader() throws Exception {
    byte[] header = "level4 12 500 40".getBytes(StandardCharsets.UTF_8);

    assertThat(
            Layouts.read(
                "level4.mat",
                bytes("level4"),
                WIDE,
                name ->
                    name.equals("level4.hea")
                        ? Optional.of(
                            new org.ecgnat.preprocessing.format.SiblingFiles.Content(
                                header, name, java.time.Instant.EPOCH))
                        : Optional.empty()))
        .isEmpty();
  }

  @Test
  void readsBigEndianFiles() throws Exception {
    ReadOptions options =
        Layouts.options("matlab: {signal: x, leads: [I, V1], samplingRateHz: 500, unit: mV}");
    ByteBuffer level4 = ByteBuffer.allocate(22 + 12);
    level4.putInt(1030).putInt(2).putInt(3).putInt(0).putInt(2).put((byte) 'x').put((byte) 0);
    for (short value = 1; value <= 6; value++) {
      level4.putShort(value);
    }
    float[][] expected = {{1, 3, 5}, {2, 4, 6}};
    assertThat(Layouts.read("a.mat", level4.array(), options).get(0).signal()).isEqualTo(expected);

    ByteBuffer level5 = ByteBuffer.allocate(128 + 8 + 16 + 16 + 8 + 56);
    level5.put(Arrays.copyOf("MATLAB 5.0 MAT-file".getBytes(StandardCharsets.US_ASCII), 124));
    level5.putShort((short) 0x0100).put((byte) 'M').put((byte) 'I');
    level5.putInt(14).putInt(96);
    level5.putInt(6).putInt(8).putInt(6).putInt(0);
    level5.putInt(5).putInt(8).putInt(2).putInt(3);
    level5.putInt(1 << 16 | 1).put((byte) 'x').put(new byte[3]);
    level5.putInt(9).putInt(48);
    for (int value = 1; value <= 6; value++) {
      level5.putDouble(value);
    }
    assertThat(Layouts.read("a.mat", level5.array(), options).get(0).signal()).isEqualTo(expected);
  }

  @Test
  void refusesWhatIsNotThere() {
    refused(() -> read("struct", WIDE), Reason.NO_SIGNAL, "lacks a variable");
    refused(() -> read("level5", layout("signal: z")), Reason.UNSUPPORTED_FORMAT, "complex");
    refused(() -> read("level4", layout("signal: z")), Reason.UNSUPPORTED_FORMAT, "complex");
    refused(() -> read("struct", layout("signal: cells")), Reason.UNSUPPORTED_FORMAT, "no matrix");
    refused(() -> read("struct", layout("signal: ECG")), Reason.UNSUPPORTED_FORMAT, "no matrix");
    refused(() -> read("level5", layout("signal: val.x")), Reason.UNSUPPORTED_FORMAT, "struct");
    refused(() -> read("level5", layout("signal: junk")), Reason.UNREADABLE_HEADER, "1 by 600");
  }

  @Test
  void refusesMatlab73() throws Exception {
    byte[] content = Arrays.copyOf(bytes("level5"), 600);
    content[124] = 0;
    content[125] = 2;

    refused(
        () -> Layouts.read("a.mat", content, WIDE), Reason.UNSUPPORTED_FORMAT, "save it with -v7");
  }

  /** A megabyte of zeros takes a kilobyte: no signal is as empty as that. */
  @Test
  void refusesBombs() throws Exception {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    bomb.write(bytes("compressed"), 0, 128);
    ByteBuffer inner = ByteBuffer.allocate(64 + (32 << 20)).order(ByteOrder.LITTLE_ENDIAN);
    inner.putInt(14).putInt(inner.capacity() - 8);
    inner.putInt(6).putInt(8).putInt(6).putInt(0);
    inner.putInt(5).putInt(8).putInt(12).putInt((32 << 20) / 96);
    inner.putInt(1).putInt(3).put("val".getBytes(StandardCharsets.US_ASCII)).put(new byte[5]);
    inner.putInt(9).putInt(32 << 20);
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (var out = new java.util.zip.DeflaterOutputStream(deflated)) {
      out.write(inner.array());
    }
    ByteBuffer tag = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    bomb.write(tag.putInt(15).putInt(deflated.size()).array());
    bomb.write(deflated.toByteArray());

    refused(
        () -> Layouts.read("a.mat", bomb.toByteArray(), WIDE), Reason.LIMIT_EXCEEDED, "inflates");
  }

  @ParameterizedTest
  @ValueSource(strings = {"level4", "level5", "compressed"})
  void refusesWhatIsCutOff(String name) throws Exception {
    byte[] whole = bytes(name);
    // the wanted variables end before the last one
    for (int length = 0; length < whole.length / 2; length += 7) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Layouts.read("a.mat", part, TALL))
          .isInstanceOf(UnreadableRecordingException.class);
    }
  }

  @Test
  void onlyDeclaredFilesAreRecordings() {
    assertThat(RecordingFormats.find("a.mat", new byte[200], WIDE)).isPresent();
    assertThat(RecordingFormats.find("a.mat", new byte[200], ReadOptions.STRICT)).isEmpty();
  }

  private static ReadOptions layout(String signal) {
    return Layouts.options(
        "matlab: {" + signal + ", " + TWELVE + ", samplingRateHz: 500, unit: mV}");
  }

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable reading,
      Reason reason,
      String message) {
    assertThatThrownBy(reading)
        .isInstanceOf(UnreadableRecordingException.class)
        .hasMessageContaining(message)
        .extracting("reason")
        .isEqualTo(reason);
  }

  private static EcgRecording read(String name, ReadOptions options) throws Exception {
    return Layouts.read(name + ".mat", bytes(name), options).get(0);
  }

  private static byte[] bytes(String name) throws Exception {
    try (InputStream in = MatlabReaderTest.class.getResourceAsStream("/matlab/" + name + ".mat")) {
      return in.readAllBytes();
    }
  }
}
