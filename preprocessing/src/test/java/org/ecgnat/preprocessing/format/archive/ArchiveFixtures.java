package org.ecgnat.preprocessing.format.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** Archives as other programs write them. */
public final class ArchiveFixtures {
  /** Those of {@code conf/preprocess/default.yaml}. */
  public static final ArchiveLimits LIMITS = new ArchiveLimits(1_000_000, 8192, 262_144, 100, 256);

  private ArchiveFixtures() {}

  /** Writes an archive of the kind that its name promises. */
  public static Path write(Path file, Map<String, byte[]> entries) throws IOException {
    return switch (ArchiveKind.of(file.getFileName().toString()).orElseThrow()) {
      case ZIP -> Files.write(file, zip(entries));
      case TAR -> Files.write(file, tar(entries));
      case TAR_GZ -> Files.write(file, gzip(tar(entries)));
    };
  }

  static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /**
   * Plain ustar blocks, written here: other writers need libraries that Spark has in old versions.
   */
  private static byte[] tar(Map<String, byte[]> entries) {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      ByteBuffer header = ByteBuffer.allocate(512);
      byte[] name = entry.getKey().getBytes(StandardCharsets.UTF_8);
      if (name.length > 100) {
        throw new IllegalArgumentException("Too long a name");
      }
      header.put(0, name);
      header.put(100, ascii("0000644"));
      header.put(124, ascii(String.format(Locale.ROOT, "%011o", entry.getValue().length)));
      header.put(148, ascii("        0"));
      header.put(257, ascii("ustar"));
      header.put(263, ascii("00"));
      int sum = 0;
      for (byte b : header.array()) {
        sum += b & 0xFF;
      }
      header.put(148, ascii(String.format(Locale.ROOT, "%06o\0 ", sum)));
      tar.writeBytes(header.array());
      tar.writeBytes(entry.getValue());
      tar.writeBytes(new byte[-entry.getValue().length & 511]);
    }
    tar.writeBytes(new byte[1024]);
    return tar.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  static ArchiveDirectory list(Path file, ArchiveLimits limits) {
    try {
      FileSystem files = FileSystem.getLocal(new Configuration());
      return Archives.list(
          files,
          files.getFileStatus(new org.apache.hadoop.fs.Path(file.toUri())),
          ArchiveKind.of(file.getFileName().toString()).orElseThrow(),
          limits);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
