package org.ecgnat.preprocessing.format.contec;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNSUPPORTED_FORMAT;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.RecordingReader;
import org.ecgnat.preprocessing.format.SiblingFiles;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.recording.EcgRecording;

/**
 * Recognises Contec's {@code .ECG} files and says what to do: their layout and scale are not
 * public, and Contec's program exports formats that are.
 */
public final class ContecReader implements RecordingReader {
  private static final int DATE = 10;
  private static final int DATE_END = 29;
  private static final int SAMPLES = 40;
  private static final Pattern DATE_TIME =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}");

  @Override
  public String format() {
    return "contec";
  }

  /** By a date and time at byte 10, eleven zero bytes and the bytes 255 and 0 behind it. */
  @Override
  public boolean recognises(String fileName, byte[] head) {
    if (head.length < SAMPLES + 2 || head[SAMPLES] != (byte) 0xff || head[SAMPLES + 1] != 0) {
      return false;
    }
    for (int i = DATE_END; i < SAMPLES; i++) {
      if (head[i] != 0) {
        return false;
      }
    }
    String date = new String(head, DATE, DATE_END - DATE, StandardCharsets.ISO_8859_1);
    return DATE_TIME.matcher(date).matches();
  }

  @Override
  public List<EcgRecording> read(
      SiblingFiles.Content main, String mainName, SiblingFiles siblings, ReadOptions options)
      throws UnreadableRecordingException {
    throw new UnreadableRecordingException(
        UNSUPPORTED_FORMAT,
        "The layout of Contec's own files is not public; export the recording as SCP-ECG, DICOM or"
            + " EDF from Contec's program");
  }
}
