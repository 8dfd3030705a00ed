package org.ecgnat.preprocessing.format.wfdb;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.LIMIT_EXCEEDED;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.MISSING_FILE;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ecgnat.preprocessing.format.SiblingFiles;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.recording.SourceFile;

/** Opens the files of one record and remembers what it was read from. Used by one thread. */
final class RecordFiles {
  /** Segments may share a file, but a short header must not have it read without end. */
  private static final long MOST_OPENINGS = 64;

  private static final long ALWAYS_ALLOWED_BYTES = 1L << 28;

  private final SiblingFiles siblings;
  private final Map<String, SourceFile> read = new LinkedHashMap<>();
  private String lastName = "";
  private byte[] lastBytes = {};
  private long bytes;
  private long opened;

  RecordFiles(SiblingFiles.Content main, String mainName, SiblingFiles siblings) {
    this.siblings = siblings;
    remember(mainName, main);
  }

  /**
   * The bytes of a companion.
   *
   * @param name plain name
   * @param what it is, for the message, such as {@code signal file of signals 1 to 3}
   */
  byte[] open(String name, String what) throws UnreadableRecordingException, IOException {
    if (!name.equals(lastName)) {
      SiblingFiles.Content content =
          siblings
              .read(name)
              .orElseThrow(
                  () ->
                      new UnreadableRecordingException(
                          MISSING_FILE,
                          "The " + what + " is not beside the WFDB header; put it there"));
      remember(name, content);
      lastName = name;
      lastBytes = content.bytes();
    }
    opened += lastBytes.length;
    if (opened > ALWAYS_ALLOWED_BYTES + MOST_OPENINGS * bytes()) {
      throw new UnreadableRecordingException(
          LIMIT_EXCEEDED, "The record's segments name the same files again and again");
    }
    return lastBytes;
  }

  private void remember(String name, SiblingFiles.Content content) {
    if (!read.containsKey(name)) {
      read.put(name, content.sourceFile());
      bytes += content.bytes().length;
    }
  }

  /** What was read, the main file first. */
  List<SourceFile> provenance() {
    return List.copyOf(read.values());
  }

  /** Bytes of all files that were read, each counted once. */
  long bytes() {
    return bytes;
  }
}
