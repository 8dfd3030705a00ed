package org.ecgnat.preprocessing.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ecgnat.preprocessing.SharedData;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.recording.EcgRecording;

/** Reads a vendor's files, real ones and such that a test wrote. */
public final class VendorFiles {
  private final RecordingReader reader;

  public VendorFiles(RecordingReader reader) {
    this.reader = reader;
  }

  /** The recording of a file of the shared data; the test is skipped where it is absent. */
  public EcgRecording real(String name, CodeSystem codes)
      throws IOException, UnreadableRecordingException {
    Path path = SharedData.path("data/formats/vendor/" + name);
    String fileName = path.getFileName().toString();
    LocalFolder folder = LocalFolder.of(path);
    SiblingFiles.Content main = folder.read(fileName).orElseThrow();
    assertThat(reader.recognises(fileName, head(main.bytes()))).isTrue();
    return reader
        .read(main, fileName, folder, new ReadOptions(ReadOptions.UnitRule.VOLTAGE_ONLY, codes))
        .get(0);
  }

  /** The recordings of a text under the name {@code made.xml}. */
  public List<EcgRecording> made(String text, ReadOptions options)
      throws UnreadableRecordingException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(reader.recognises("made.xml", head(bytes))).isTrue();
    try {
      return reader.read(
          new SiblingFiles.Content(bytes, "/made.xml", Instant.EPOCH),
          "made.xml",
          name -> Optional.empty(),
          options);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public EcgRecording made(String text) throws UnreadableRecordingException {
    return made(text, ReadOptions.STRICT).get(0);
  }

  /** A text is refused for a reason that its message states. */
  public void refused(String text, Reason reason, String message) {
    assertThatThrownBy(() -> made(text))
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(
            UnreadableRecordingException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static byte[] head(byte[] bytes) {
    return java.util.Arrays.copyOf(bytes, Math.min(bytes.length, RecordingFormats.HEAD_BYTES));
  }
}
