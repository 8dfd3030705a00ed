package org.ecgnat.jobs.preprocess;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.ecgnat.preprocessing.recording.SourceFile;

/**
 * A file that libraries can open by its path: itself where it is local, else a copy on this
 * executor's scratch disk that is gone when this is closed.
 *
 * @param path where it lies now
 * @param file what it is
 * @param scratch whether it is a copy
 */
record LocalCopy(Path path, SourceFile file, boolean scratch) implements Closeable {

  /** A local file, read once for its hash. */
  static LocalCopy itself(Path local, String path, Instant modified) throws IOException {
    try (InputStream in = Files.newInputStream(local)) {
      return new LocalCopy(
          local, transfer(in, OutputStream.nullOutputStream(), path, modified), false);
    }
  }

  /** Copies a file. */
  static LocalCopy of(InputStream in, String path, Instant modified) throws IOException {
    Path scratch = Files.createTempFile("ecgnat-", ".copy");
    boolean done = false;
    try (OutputStream out = Files.newOutputStream(scratch)) {
      LocalCopy copy = new LocalCopy(scratch, transfer(in, out, path, modified), true);
      done = true;
      return copy;
    } finally {
      if (!done) {
        Files.deleteIfExists(scratch);
      }
    }
  }

  private static SourceFile transfer(
      InputStream in, OutputStream out, String path, Instant modified) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      long size = new DigestInputStream(in, digest).transferTo(out);
      return new SourceFile(path, size, modified, HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  @Override
  public void close() throws IOException {
    if (scratch) {
      Files.deleteIfExists(path);
    }
  }
}
