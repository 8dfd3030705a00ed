package org.ecgnat.preprocessing.format.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.ecgnat.preprocessing.format.FileTable;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.RecordingReader;
import org.ecgnat.preprocessing.format.SiblingFiles;
import org.ecgnat.preprocessing.format.SiblingFiles.Content;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.recording.EcgRecording;

/**
 * Lists an archive and reads all that the listing promises, for fuzzing; a tar file as it is and
 * compressed. An archive is no recording: all end in a refusal.
 */
public final class ArchiveContents implements RecordingReader {
  private static final FileSystem FILES = rawFileSystem();
  private static final int MAGIC_AT = 257;
  private static final int CHECKSUM_AT = 148;

  private final String extension;
  private final Path folder;

  /**
   * Of archives of one kind.
   *
   * @param extension such as {@code tar.gz}
   */
  public ArchiveContents(String extension) {
    this.extension = extension;
    try {
      folder = Files.createTempDirectory("archives");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    folder.toFile().deleteOnExit();
  }

  private static FileSystem rawFileSystem() {
    try {
      LocalFileSystem local = FileSystem.getLocal(new Configuration());
      return local.getRawFileSystem();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String format() {
    return extension;
  }

  @Override
  public boolean recognises(String fileName, byte[] head) {
    return fileName.endsWith("." + extension);
  }

  @Override
  public List<EcgRecording> read(
      Content main, String mainName, SiblingFiles siblings, ReadOptions options)
      throws UnreadableRecordingException {
    try {
      long read = 0;
      if (extension.equals("tar")) {
        byte[] tar = withChecksums(main.bytes());
        read += readAll("tar", tar) + readAll("tar.gz", ArchiveFixtures.gzip(tar));
      } else {
        read += readAll(extension, main.bytes());
      }
      throw new UnreadableRecordingException(Reason.NO_SIGNAL, read + " bytes were read");
    } catch (IOException e) {
      throw new UnreadableRecordingException(Reason.DAMAGED_SIGNAL, e.toString());
    }
  }

  /** With true checksums in whatever may be a header, so that fuzzing reaches what they protect. */
  private static byte[] withChecksums(byte[] original) {
    byte[] tar = original.clone();
    for (int at = 0; at + TarHeader.BLOCK_BYTES <= tar.length; at += TarHeader.BLOCK_BYTES) {
      String magic = new String(tar, at + MAGIC_AT, 5, StandardCharsets.ISO_8859_1);
      if (magic.equals("ustar")) {
        Arrays.fill(tar, at + CHECKSUM_AT, at + CHECKSUM_AT + 8, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < TarHeader.BLOCK_BYTES; i++) {
          sum += tar[at + i] & 0xFF;
        }
        byte[] digits =
            String.format(Locale.ROOT, "%06o\0", sum).getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(digits, 0, tar, at + CHECKSUM_AT, digits.length);
      }
    }
    return tar;
  }

  private long readAll(String kind, byte[] bytes) throws IOException {
    Path file = folder.resolve("fuzzed." + kind);
    file.toFile().deleteOnExit();
    Files.write(file, bytes);
    ArchiveDirectory directory =
        Archives.list(
            FILES,
            FILES.getFileStatus(new org.apache.hadoop.fs.Path(file.toUri())),
            ArchiveKind.of(file.getFileName().toString()).orElseThrow(),
            ArchiveFixtures.LIMITS);
    for (FileTable table : directory.folders()) {
      for (int row = 0; row < table.size(); row++) {
        requireInside(table.folder() + table.name(row));
      }
    }
    return directory.access().isRandom() ? readRandom(directory) : readSequential(directory);
  }

  private static void requireInside(String path) {
    if (path.startsWith("/") || path.contains("\\") || ("/" + path + "/").contains("/../")) {
      throw new AssertionError("An entry leads out of the archive: " + path);
    }
  }

  private static long readRandom(ArchiveDirectory directory) throws IOException {
    long read = 0;
    try (RandomArchive archive = RandomArchive.open(FILES, directory)) {
      for (FileTable table : directory.folders()) {
        for (int row = 0; row < table.size(); row++) {
          try (InputStream in = archive.content(table, row)) {
            read += drain(in, table.value(row, ArchiveDirectory.SIZE));
          } catch (IOException e) {
            // one damaged entry does not keep from the others
          }
        }
      }
    }
    return read;
  }

  private static long readSequential(ArchiveDirectory directory) throws IOException {
    Map<Long, Long> sizes = new HashMap<>();
    for (FileTable table : directory.folders()) {
      for (int row = 0; row < table.size(); row++) {
        sizes.put(
            table.value(row, ArchiveDirectory.PLACE), table.value(row, ArchiveDirectory.SIZE));
      }
    }
    long read = 0;
    try (SequentialArchive archive =
        SequentialArchive.open(FILES, directory, ArchiveFixtures.LIMITS)) {
      while (!sizes.isEmpty() && archive.next()) {
        Long size = sizes.remove(archive.number());
        if (size != null) {
          read += drain(archive.content(), size);
        }
      }
    }
    if (!sizes.isEmpty()) {
      throw new AssertionError("Listed entries are not found again: " + sizes.size());
    }
    return read;
  }

  private static long drain(InputStream in, long stated) throws IOException {
    long size = in.transferTo(OutputStream.nullOutputStream());
    if (size != stated) {
      throw new AssertionError("An entry of " + stated + " bytes has " + size);
    }
    return size;
  }
}
