package org.ecgnat.jobs.preprocess;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ecgnat.preprocessing.format.FileNames;
import org.ecgnat.preprocessing.format.SiblingFiles;
import org.ecgnat.preprocessing.recording.SourceFile;

/** A folder of recordings, wherever it lies, that remembers what was read from it. */
abstract class RecordingFolder implements SiblingFiles {
  /** Size of a file that was looked for in vain. */
  static final long ABSENT = -1;

  private static final long LARGEST_ARRAY = Integer.MAX_VALUE - 16;

  private final Map<String, SourceFile> touched = new LinkedHashMap<>();

  /** A file that does not fit into memory. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    private TooLargeException(long sizeBytes) {
      super("A file of " + sizeBytes + " bytes is too large to read; split the recording");
    }
  }

  /** A name that leads out of the folder, or that paths cannot hold. */
  private static final class InvalidFileNameException extends IOException {
    private static final long serialVersionUID = 1L;

    private InvalidFileNameException() {
      super("Not a plain file name");
    }
  }

  /** The first bytes of a file. */
  abstract byte[] head(String name, int bytes) throws IOException;

  /**
   * A file for who needs a path; counts as touched.
   *
   * @throws FileNotFoundException where it is not there
   */
  abstract LocalCopy local(String name) throws IOException;

  /** What was asked for since the last {@link #forget}, found or not, the first first. */
  List<SourceFile> touched() {
    return List.copyOf(touched.values());
  }

  /** Begins another recording. */
  void forget() {
    touched.clear();
  }

  final void touch(String name, SourceFile file) {
    touched.put(name, file);
  }

  final void touchAbsent(String name, String path) {
    touched.put(name, new SourceFile(path, ABSENT, Instant.EPOCH, ""));
  }

  static String plain(String name) throws IOException {
    if (!FileNames.isPlain(name)) {
      throw new InvalidFileNameException();
    }
    return name;
  }

  static int arraySize(long sizeBytes) throws IOException {
    if (sizeBytes > LARGEST_ARRAY) {
      throw new TooLargeException(sizeBytes);
    }
    return (int) sizeBytes;
  }
}
