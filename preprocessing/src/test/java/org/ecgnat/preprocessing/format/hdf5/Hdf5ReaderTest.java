package org.ecgnat.preprocessing.format.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.ecgnat.preprocessing.format.Layouts;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.RecordingFormats;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.recording.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that h5py wrote: {@code src/test/resources/hdf5/make_fixtures.py} says what is in them. */
class Hdf5ReaderTest {
  private static final int SAMPLES = 256;
  private static final ReadOptions UNKNOWN_AMPLITUDE = Layouts.options("standardised: true");
  private static final ReadOptions TENTHS = Layouts.options("hdf5: {unitsPerMillivolt: 10}");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"contiguous", "chunked", "latest"})
  void readsExamsWithoutTheirPadding(String name) throws Exception {
    List<EcgRecording> exams = read(name, UNKNOWN_AMPLITUDE);

    // the filler with identifier 0 is no exam
    assertThat(exams).extracting(EcgRecording::recordKey).containsExactly("1000", "1001", "1002");
    for (int e = 0; e < 2; e++) {
      EcgRecording exam = exams.get(e);
      assertThat(exam.samplingRateHz()).isEqualTo(400);
      assertThat(exam.leads()).isEqualTo(Lead.STANDARD);
      assertThat(exam.amplitude()).isEqualTo(Amplitude.UNKNOWN);
      int pad = 48 + 8 * e;
      assertThat(exam.samples()).isEqualTo(SAMPLES - 2 * pad);
      for (int lead = 0; lead < 12; lead++) {
        for (int i = 0; i < exam.samples(); i++) {
          assertThat(exam.signal()[lead][i]).isEqualTo(stored(e, pad + i, lead) / 64f);
        }
      }
    }
    // without signal: conditioning says so
    assertThat(exams.get(2).signal()).isEqualTo(new float[12][SAMPLES]);
  }

  private static int stored(int exam, int sample, int lead) {
    return (31 * exam + 7 * sample + 11 * lead) % 201 - 100;
  }

  @ParameterizedTest
  @ValueSource(strings = {"contiguous", "chunked", "latest"})
  void readsOneExamFromALocalFile(String name) throws Exception {
    Path path = Files.write(folder.resolve("exams_part0.hdf5"), bytes(name));
    SourceFile provenance = new SourceFile("/data/exams_part0.hdf5", 1, Instant.EPOCH, "00");

    try (Hdf5Exams exams = Hdf5Exams.open(path, TENTHS, provenance)) {
      assertThat(exams.count()).isEqualTo(3);
      assertThat(exams.key(1)).isEqualTo("1001");
      EcgRecording exam = exams.read(1);
      assertThat(exam.amplitude()).isEqualTo(Amplitude.MILLIVOLTS);
      assertThat(exam.signal()[3][0]).isEqualTo((float) (stored(1, 56, 3) / 64.0 / 10));
      assertThat(exam.files()).containsExactly(provenance);
      // a row of another chunk, and back
      assertThat(exams.read(2).samples()).isEqualTo(SAMPLES);
      assertThat(exams.read(0).samples()).isEqualTo(SAMPLES - 96);
    }
  }

  @Test
  void refusesWhatHoldsNoExams() {
    refused(() -> read("other", UNKNOWN_AMPLITUDE), Reason.UNSUPPORTED_FORMAT, "hdf5");
    refused(() -> read("lzf", UNKNOWN_AMPLITUDE), Reason.UNSUPPORTED_FORMAT, "filter 32000");
    refused(() -> read("contiguous", ReadOptions.STRICT), Reason.UNKNOWN_UNIT, "unit");
    ReadOptions eleven = Layouts.options("standardised: true\nhdf5: {leads: [I, II]}");
    refused(() -> read("contiguous", eleven), Reason.UNSUPPORTED_FORMAT, "(exams, samples, 2)");
    ReadOptions swapped = Layouts.options("standardised: true\nhdf5: {keys: tracings}");
    refused(() -> read("contiguous", swapped), Reason.UNSUPPORTED_FORMAT, "identifier");
  }

  @ParameterizedTest
  @ValueSource(strings = {"contiguous", "chunked", "latest"})
  void refusesWhatIsCutOff(String name) throws Exception {
    byte[] whole = bytes(name);
    for (int length = 8; length < whole.length; length += 1 + whole.length / 40) {
      byte[] part = java.util.Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Layouts.read("e.hdf5", part, UNKNOWN_AMPLITUDE))
          .isInstanceOf(UnreadableRecordingException.class);
    }
  }

  @Test
  void isKnownByItsSignature() throws Exception {
    assertThat(RecordingFormats.find("x", bytes("chunked"), ReadOptions.STRICT))
        .hasValueSatisfying(reader -> assertThat(reader.format()).isEqualTo("hdf5"));
    assertThat(RecordingFormats.find("x.hdf5", new byte[4096], ReadOptions.STRICT)).isEmpty();
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

  private static List<EcgRecording> read(String name, ReadOptions options) throws Exception {
    return Layouts.read(name + ".hdf5", bytes(name), options);
  }

  private static byte[] bytes(String name) throws Exception {
    try (InputStream in = Hdf5ReaderTest.class.getResourceAsStream("/hdf5/" + name + ".hdf5")) {
      return in.readAllBytes();
    }
  }
}
