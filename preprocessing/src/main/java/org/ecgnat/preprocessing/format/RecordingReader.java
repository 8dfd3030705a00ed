package org.ecgnat.preprocessing.format;

import java.io.IOException;
import java.util.List;
import org.ecgnat.preprocessing.recording.EcgRecording;

/** Reads one file format. Stateless and thread-safe. */
public interface RecordingReader {

  /** Short name of the format, such as {@code wfdb}. */
  String format();

  /**
   * Whether a file is a recording's main file in this format, judged by its name and its first
   * bytes.
   *
   * @param fileName plain name
   * @param head the first 4,096 bytes, or all of a shorter file
   */
  boolean recognises(String fileName, byte[] head);

  /**
   * Whether a file is a recording's main file in this format where its source is known. Formats
   * whose files say too little of themselves are found by a layout that the source declares.
   *
   * @param fileName plain name
   * @param head the first 4,096 bytes, or all of a shorter file
   * @param options what the source says about its files
   */
  default boolean recognises(String fileName, byte[] head, ReadOptions options) {
    return recognises(fileName, head);
  }

  /**
   * Reads a recording. Labels, patient and rate rules that only the source knows are applied
   * afterwards by the source.
   *
   * @param main the recording's main file
   * @param mainName its plain name
   * @param siblings the folder it lies in
   * @param options what the source says about its files
   * @return the recordings of the file, usually one
   * @throws UnreadableRecordingException where the content cannot be used
   * @throws IOException where a file cannot be read at all
   */
  List<EcgRecording> read(
      SiblingFiles.Content main, String mainName, SiblingFiles siblings, ReadOptions options)
      throws UnreadableRecordingException, IOException;
}
