package org.ecgnat.preprocessing.format;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.ecgnat.preprocessing.recording.Sha256;
import org.ecgnat.preprocessing.recording.SourceFile;

/**
 * The folder that a recording's main file lies in. A reader asks for companions (a WFDB signal
 * file, say) by plain name; implementations refuse names with a path separator or {@code ..}.
 */
public interface SiblingFiles {

  /**
   * A file's content.
   *
   * @param bytes all of it
   * @param path its full path, for provenance
   * @param modified its modification time
   */
  record Content(byte[] bytes, String path, Instant modified) {

    /** The file as a recording's provenance states it. */
    public SourceFile sourceFile() {
      return new SourceFile(path, bytes.length, modified, Sha256.hex(bytes));
    }
  }

  /**
   * Reads a whole file.
   *
   * @param name a plain file name in this folder
   * @return its content, or empty where there is no such file
   * @throws IOException where it exists and cannot be read
   */
  Optional<Content> read(String name) throws IOException;
}
