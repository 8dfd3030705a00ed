package org.ecgnat.preprocessing.format.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
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

  static byte[] tar(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        TarArchiveEntry header = new TarArchiveEntry(entry.getKey(), true);
        header.setSize(entry.getValue().length);
        tar.putArchiveEntry(header);
        tar.write(entry.getValue());
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
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
