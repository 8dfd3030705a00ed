package org.ecgnat.model.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import org.ecgnat.preprocessing.recording.Sha256;

/**
 * Size and checksum of every other file of a model directory, in {@code MANIFEST.json}.
 *
 * @param files by name
 */
record Manifest(Map<String, FileEntry> files) {

  static final String NAME = "MANIFEST.json";

  /**
   * A file.
   *
   * @param bytes its size
   * @param sha256 lower-case hexadecimal
   */
  record FileEntry(long bytes, String sha256) {

    static FileEntry of(Path file) throws IOException {
      MessageDigest digest = Sha256.begin();
      try (InputStream in = Files.newInputStream(file);
          OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
        long bytes = in.transferTo(out);
        return new FileEntry(bytes, Sha256.hex(digest));
      }
    }
  }

  Manifest {
    files = new TreeMap<>(files);
  }

  /** The manifest of files in a folder. */
  static Manifest of(Path folder, Iterable<String> names) throws IOException {
    Map<String, FileEntry> files = new TreeMap<>();
    for (String name : names) {
      files.put(name, FileEntry.of(folder.resolve(name)));
    }
    return new Manifest(files);
  }

  /**
   * Compares a file with its entry.
   *
   * @throws ModelFormatException where it is missing, no plain file, or changed
   */
  void verify(Path folder, String name) throws IOException {
    FileEntry expected = files.get(name);
    Path file = folder.resolve(name);
    if (expected == null || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new ModelFormatException(
          "Model directory " + folder + " is incomplete: " + name + " is missing. Copy it again.");
    }
    if (Files.size(file) != expected.bytes() || !FileEntry.of(file).equals(expected)) {
      throw new ModelFormatException(
          file + " was changed after the model was written. Copy the model again.");
    }
  }
}
