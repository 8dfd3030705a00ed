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

  /** A file's content. */
  final class Content {
    private final byte[] bytes;
    private final String path;
    private final Instant modified;
    private Optional<SourceFile> source = Optional.empty();

    /**
     * A file that has been read.
     *
     * @param bytes all of it; not copied
     * @param path its full path, for provenance
     * @param modified its modification time
     */
    public Content(byte[] bytes, String path, Instant modified) {
      this.bytes = bytes;
      this.path = path;
      this.modified = modified;
    }

    /** All of it; not a copy. */
    public byte[] bytes() {
      return bytes;
    }

    /** Its full path. */
    public String path() {
      return path;
    }

    /** Its modification time. */
    public Instant modified() {
      return modified;
    }

    /** The file as a recording's provenance states it; hashes the content once. */
    public SourceFile sourceFile() {
      if (source.isEmpty()) {
        source = Optional.of(new SourceFile(path, bytes.length, modified, Sha256.hex(bytes)));
      }
      return source.get();
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
