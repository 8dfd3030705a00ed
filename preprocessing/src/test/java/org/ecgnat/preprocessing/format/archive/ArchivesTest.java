package org.ecgnat.preprocessing.format.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.ecgnat.preprocessing.format.FileTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchivesTest {
  @TempDir Path folder;

  private static Map<String, byte[]> someFiles() {
    Random random = new Random(7);
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < 40; i++) {
      byte[] noise = new byte[random.nextInt(40_000)];
      random.nextBytes(noise);
      files.put("set/part" + i % 3 + "/r" + i + ".dat", noise);
      files.put("./set/part" + i % 3 + "/r" + i + ".hea", ("header " + i).getBytes(UTF8));
    }
    files.put("plain-" + "x".repeat(150) + "-\u00e4.csv", "a,b".getBytes(UTF8));
    return files;
  }

  private static final java.nio.charset.Charset UTF8 = StandardCharsets.UTF_8;

  /** All that can be read, by path. */
  private static Map<String, byte[]> contents(ArchiveDirectory directory) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    FileSystem files = FileSystem.getLocal(new Configuration());
    if (directory.access().isRandom()) {
      try (RandomArchive archive = RandomArchive.open(files, directory)) {
        for (FileTable table : directory.folders()) {
          for (int row = 0; row < table.size(); row++) {
            try (InputStream in = archive.content(table, row)) {
              contents.put(table.folder() + table.name(row), in.readAllBytes());
            }
          }
        }
      }
      return contents;
    }
    Map<Long, String> byNumber = new TreeMap<>();
    for (FileTable table : directory.folders()) {
      for (int row = 0; row < table.size(); row++) {
        byNumber.put(table.value(row, ArchiveDirectory.PLACE), table.folder() + table.name(row));
      }
    }
    try (SequentialArchive archive =
        SequentialArchive.open(files, directory, ArchiveFixtures.LIMITS)) {
      while (contents.size() < byNumber.size() && archive.next()) {
        if (byNumber.containsKey(archive.number())) {
          contents.put(byNumber.get(archive.number()), archive.content().readAllBytes());
        }
      }
    }
    return contents;
  }

  private static void assertSame(Map<String, byte[]> actual, Map<String, byte[]> written) {
    Map<String, byte[]> expected = new TreeMap<>();
    written.forEach((name, bytes) -> expected.put(name.replaceFirst("^\\./", ""), bytes));
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, bytes) -> assertThat(actual.get(name)).as(name).isEqualTo(bytes));
  }

  private static byte[] tarOfAnother(Map<String, byte[]> entries, int longNames)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      tar.setLongFileMode(longNames);
      tar.setAddPaxHeadersForNonAsciiNames(longNames == TarArchiveOutputStream.LONGFILE_POSIX);
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        TarArchiveEntry header = new TarArchiveEntry(entry.getKey(), true);
        header.setSize(entry.getValue().length);
        if (longNames == TarArchiveOutputStream.LONGFILE_POSIX) {
          header.addPaxHeader("SCHILY.xattr.user.note", "x".repeat(2000));
        }
        tar.putArchiveEntry(header);
        tar.write(entry.getValue());
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {TarArchiveOutputStream.LONGFILE_POSIX, TarArchiveOutputStream.LONGFILE_GNU})
  void readsTheLongNamesOfOtherPrograms(int longNames) throws IOException {
    Map<String, byte[]> files = someFiles();
    byte[] tar = tarOfAnother(files, longNames);
    for (String name : new String[] {"a.tar", "a.tgz"}) {
      Path archive = folder.resolve(name);
      Files.write(archive, name.equals("a.tar") ? tar : ArchiveFixtures.gzip(tar));
      ArchiveDirectory directory = ArchiveFixtures.list(archive, ArchiveFixtures.LIMITS);
      assertThat(directory.refused()).isEmpty();
      assertSame(contents(directory), files);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.zip", "a.tar", "a.tar.gz", "a.TGZ"})
  void readsWhatOthersWrote(String name) throws IOException {
    Map<String, byte[]> files = someFiles();
    files.keySet().removeIf(path -> path.startsWith("plain"));
    Path archive = ArchiveFixtures.write(folder.resolve(name), files);
    ArchiveDirectory directory = ArchiveFixtures.list(archive, ArchiveFixtures.LIMITS);
    assertThat(directory.refused()).isEmpty();
    assertSame(contents(directory), files);
  }

  @Test
  void readsZip64StoredEntriesAndWhatIsPutBefore() throws IOException {
    Map<String, byte[]> files = someFiles();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {'P', 'K', 0, 0, 1, 2, 3});
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
      zip.setUseZip64(Zip64Mode.Always);
      zip.setComment("PK\5\6 is a comment that looks like an end");
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipArchiveEntry entry = new ZipArchiveEntry(file.getKey());
        if (file.getKey().endsWith(".hea")) {
          entry.setMethod(ZipArchiveEntry.STORED);
          entry.setSize(file.getValue().length);
          java.util.zip.CRC32 crc = new java.util.zip.CRC32();
          crc.update(file.getValue());
          entry.setCrc(crc.getValue());
        }
        zip.putArchiveEntry(entry);
        zip.write(file.getValue());
        zip.closeArchiveEntry();
      }
    }
    Path archive = Files.write(folder.resolve("a.zip"), bytes.toByteArray());
    ArchiveDirectory directory = ArchiveFixtures.list(archive, ArchiveFixtures.LIMITS);
    assertThat(directory.refused()).isEmpty();
    assertSame(contents(directory), files);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.zip", "a.tar", "a.tar.gz"})
  void readsWhatIsWholeOfATruncatedArchive(String name) throws IOException {
    Map<String, byte[]> files = someFiles();
    files.keySet().removeIf(path -> path.startsWith("plain"));
    Path archive = ArchiveFixtures.write(folder.resolve(name), files);
    byte[] bytes = Files.readAllBytes(archive);
    for (int length : new int[] {bytes.length / 2, bytes.length / 3 + 1, bytes.length / 4 + 2}) {
      Files.write(archive, Arrays.copyOf(bytes, length));
      ArchiveDirectory directory = ArchiveFixtures.list(archive, ArchiveFixtures.LIMITS);
      assertThat(directory.refused()).containsKey(Refusal.TRUNCATED);
      Map<String, byte[]> read = contents(directory);
      assertThat(read.size()).isBetween(10, files.size() / 2 + 5);
      read.forEach(
          (path, content) ->
              assertThat(content)
                  .isEqualTo(files.containsKey(path) ? files.get(path) : files.get("./" + path)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.zip", "a.tar", "a.tar.gz"})
  void refusesNamesThatLeadElsewhere(String name) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String bad :
        new String[] {"../up", "a/../../up", "a\\b", "..\\up", "C:/x", "a//b", "a/./b", "t\tab"}) {
      files.put(bad, new byte[] {1});
    }
    files.put("inner.zip", new byte[] {1});
    files.put("__MACOSX/._good", new byte[] {1});
    files.put("good", new byte[] {2});
    Path archive = ArchiveFixtures.write(folder.resolve(name), files);
    ArchiveDirectory directory = ArchiveFixtures.list(archive, ArchiveFixtures.LIMITS);
    assertThat(contents(directory)).containsOnlyKeys("good");
    assertThat(directory.refused())
        .containsEntry(Refusal.UNSAFE_NAME, 8)
        .containsEntry(Refusal.NESTED, 1);
    assertThat(Refusal.UNSAFE_NAME.message(8)).startsWith("8 entries");
  }

  @Test
  void refusesAbsoluteNamesLinksAndRepetitions() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry link = new TarArchiveEntry("link", TarConstants.LF_SYMLINK);
      link.setLinkName("/etc/passwd");
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
      TarArchiveEntry hard = new TarArchiveEntry("hard", TarConstants.LF_LINK);
      hard.setLinkName("one");
      tar.putArchiveEntry(hard);
      tar.closeArchiveEntry();
      for (String name : new String[] {"one", "one", "/etc/shadow"}) {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(1);
        tar.putArchiveEntry(entry);
        tar.write(tar.getBytesWritten() > 2048 ? 'b' : 'a');
        tar.closeArchiveEntry();
      }
    }
    Path archive = Files.write(folder.resolve("a.tar"), bytes.toByteArray());
    ArchiveDirectory directory = ArchiveFixtures.list(archive, ArchiveFixtures.LIMITS);
    assertThat(directory.refused())
        .containsOnly(
            Map.entry(Refusal.LINK, 2),
            Map.entry(Refusal.REPEATED, 1),
            Map.entry(Refusal.UNSAFE_NAME, 1));
    assertThat(contents(directory)).containsOnlyKeys("one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.zip", "a.tar.gz"})
  void refusesBombs(String name) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("good", new byte[] {2});
    files.put("bomb", new byte[20 << 20]);
    Path archive = ArchiveFixtures.write(folder.resolve(name), files);
    ArchiveDirectory directory = ArchiveFixtures.list(archive, ArchiveFixtures.LIMITS);
    assertThat(contents(directory)).containsOnlyKeys("good");
    assertThat(directory.refused()).containsOnly(Map.entry(Refusal.BOMB, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.zip", "a.tar", "a.tar.gz"})
  void holdsToItsLimits(String name) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    byte[] noise = new byte[3 << 20];
    new Random(3).nextBytes(noise);
    files.put("large", noise);
    for (int i = 0; i < 20; i++) {
      files.put("small" + i, Arrays.copyOfRange(noise, i, i + (300 << 10)));
    }
    Path archive = ArchiveFixtures.write(folder.resolve(name), files);
    ArchiveDirectory total = ArchiveFixtures.list(archive, new ArchiveLimits(1000, 2, 4, 100, 1));
    assertThat(total.refused()).containsOnlyKeys(Refusal.TOO_LARGE, Refusal.TOTAL);
    assertThat(total.files()).isEqualTo((4 << 20) / (300 << 10));
    ArchiveDirectory count = ArchiveFixtures.list(archive, new ArchiveLimits(5, 100, 100, 100, 1));
    assertThat(count.refused()).containsOnlyKeys(Refusal.TOO_MANY);
    assertThat(count.files()).isEqualTo(5);
  }

  /** A tar file whose extended header alone would fill the memory of who believes it. */
  @Test
  void doesNotKeepEndlessHeaders() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry longName = new TarArchiveEntry("name", TarConstants.LF_GNUTYPE_LONGNAME);
      longName.setSize(64 << 20);
      tar.putArchiveEntry(longName);
      tar.write(new byte[64 << 20]);
      tar.closeArchiveEntry();
    }
    Path archive = Files.write(folder.resolve("a.tar"), bytes.toByteArray());
    assertThat(ArchiveFixtures.list(archive, ArchiveFixtures.LIMITS).refused())
        .containsOnlyKeys(Refusal.NOT_AN_ARCHIVE);
  }

  @Test
  void findsDamageInAnEntryAndLeavesTheOthers() throws IOException {
    Map<String, byte[]> files = someFiles();
    Path archive = ArchiveFixtures.write(folder.resolve("a.zip"), files);
    byte[] bytes = Files.readAllBytes(archive);
    bytes[1000] ^= 0x10;
    Files.write(archive, bytes);
    ArchiveDirectory directory = ArchiveFixtures.list(archive, ArchiveFixtures.LIMITS);
    assertThat(directory.files()).isEqualTo(files.size());
    assertThatThrownBy(() -> contents(directory)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.zip", "a.tar", "a.tar.gz"})
  void saysWhereSomethingIsNoArchive(String name) throws IOException {
    for (int length : new int[] {0, 1, 3, 700, 5000}) {
      Path archive = folder.resolve(name);
      Files.write(archive, "no archive ".repeat(600).substring(0, length).getBytes(UTF8));
      ArchiveDirectory directory = ArchiveFixtures.list(archive, ArchiveFixtures.LIMITS);
      assertThat(directory.files()).isZero();
      assertThat(directory.refused()).hasSize(1);
    }
  }

  /** Any change of bytes is answered by a listing and clean failures, never by anything else. */
  @ParameterizedTest
  @ValueSource(strings = {"a.zip", "a.tar", "a.tar.gz"})
  void survivesMutations(String name) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    someFiles().entrySet().stream()
        .limit(9)
        .forEach(file -> files.put(file.getKey(), Arrays.copyOf(file.getValue(), 300)));
    Path archive = ArchiveFixtures.write(folder.resolve(name), files);
    byte[] sound = Files.readAllBytes(archive);
    Random random = new Random(5);
    for (int round = 0; round < 60; round++) {
      byte[] bytes = sound.clone();
      int last = bytes.length - 1;
      for (int i = 0; i <= round % 4; i++) {
        // most of what can go wrong in a zip file lies at its end
        int at = round % 2 == 0 ? random.nextInt(bytes.length) : last - random.nextInt(last / 3);
        if (random.nextBoolean()) {
          bytes[at] = (byte) random.nextInt();
        } else {
          int value = random.nextBoolean() ? random.nextInt() : 0xFFFFFFFF;
          ByteBuffer.wrap(bytes)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putInt(Math.min(at, bytes.length - 4), value);
        }
      }
      Files.write(archive, bytes);
      ArchiveDirectory directory = ArchiveFixtures.list(archive, ArchiveFixtures.LIMITS);
      try {
        contents(directory);
      } catch (IOException e) {
        assertThat(e).isNotNull();
      }
    }
  }
}
