package org.ecgnat.preprocessing.format.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * A tar file: POSIX.1-2017 pax ("ustar Interchange Format", "pax Extended Header") and GNU tar's
 * long names. Reads its stream byte by byte of what it needs, so that the stream stands at an
 * entry's content when the entry is told of.
 */
final class TarEntryStream implements EntryStream {
  /** Extended headers of an entry: names and numbers, never more than this. */
  private static final int LONGEST_EXTENSION = 256 << 10;

  private static final int MOST_EXTENSIONS = 16;

  private final InputStream in;
  private final Content content = new Content();
  private long remaining;
  private int padding;
  private boolean endedWell;

  TarEntryStream(InputStream in) {
    this.in = in;
  }

  @Override
  public Optional<Header> next() throws IOException {
    skip(remaining + padding);
    remaining = 0;
    padding = 0;
    Map<String, String> extended = new HashMap<>();
    for (int extensions = 0; extensions <= MOST_EXTENSIONS; extensions++) {
      byte[] block = in.readNBytes(TarHeader.BLOCK_BYTES);
      if (block.length == 0) {
        return Optional.empty();
      } else if (block.length < TarHeader.BLOCK_BYTES) {
        throw new EOFException("The archive ends in a header");
      } else if (TarHeader.isEnd(block)) {
        endedWell = true;
        return Optional.empty();
      }
      TarHeader header = TarHeader.parse(block);
      switch (header.type()) {
        case 'x' -> extended.putAll(records(extension(header)));
        case 'L' -> {
          byte[] name = extension(header);
          extended.put("path", TarHeader.text(name, 0, name.length));
        }
        case 'g', 'K', 'V' -> extension(header);
        default -> {
          return Optional.of(entry(header, extended));
        }
      }
    }
    throw new ZipException("An entry has too many extended headers");
  }

  private Header entry(TarHeader header, Map<String, String> extended) throws IOException {
    String name = extended.getOrDefault("path", header.name());
    DirectoryBuilder.EntryType type =
        switch (header.type()) {
          case '0', '\0', '7' ->
              name.endsWith("/")
                  ? DirectoryBuilder.EntryType.FOLDER
                  : DirectoryBuilder.EntryType.FILE;
          case '5', 'D' -> DirectoryBuilder.EntryType.FOLDER;
          case '1', '2', '3', '4', '6' -> DirectoryBuilder.EntryType.LINK;
          default -> DirectoryBuilder.EntryType.UNSUPPORTED;
        };
    if (extended.keySet().stream().anyMatch(key -> key.startsWith("GNU.sparse."))) {
      type = DirectoryBuilder.EntryType.UNSUPPORTED;
    }
    long size = extended.containsKey("size") ? number(extended.get("size")) : header.size();
    if (type == DirectoryBuilder.EntryType.LINK || header.type() == '5') {
      size = 0;
    }
    begin(size);
    return new Header(name, type, size);
  }

  private void begin(long size) throws IOException {
    if (size < 0 || size > Long.MAX_VALUE - TarHeader.BLOCK_BYTES) {
      throw new ZipException("An entry's size is out of range");
    }
    remaining = size;
    padding = (int) (-size & (TarHeader.BLOCK_BYTES - 1));
  }

  /** The content of an extended header, which is kept in memory: so its size must be bounded. */
  private byte[] extension(TarHeader header) throws IOException {
    if (header.size() > LONGEST_EXTENSION) {
      throw new ZipException("An entry's extended header is longer than " + LONGEST_EXTENSION);
    }
    begin(header.size());
    byte[] bytes = content.readAllBytes();
    skip(padding);
    padding = 0;
    return bytes;
  }

  /** {@code LENGTH KEY=VALUE\n}, the length being that of the whole record. */
  private static Map<String, String> records(byte[] bytes) throws IOException {
    Map<String, String> records = new HashMap<>();
    int at = 0;
    while (at < bytes.length && bytes[at] != 0) {
      int blank = at;
      while (blank < bytes.length && bytes[blank] != ' ') {
        blank++;
      }
      long length = number(new String(bytes, at, blank - at, StandardCharsets.ISO_8859_1));
      if (length <= blank - at + 1 || length > bytes.length - at) {
        throw new ZipException("A record of an extended header has a wrong length");
      }
      int end = at + (int) length;
      String record = new String(bytes, blank + 1, end - blank - 2, StandardCharsets.UTF_8);
      int equals = record.indexOf('=');
      if (equals > 0) {
        records.put(record.substring(0, equals), record.substring(equals + 1));
      }
      at = end;
    }
    return records;
  }

  private static long number(String digits) throws IOException {
    if (!digits.matches("[0-9]{1,18}")) {
      throw new ZipException("A number of an extended header is none");
    }
    return Long.parseLong(digits);
  }

  private void skip(long count) throws IOException {
    long rest = count;
    while (rest > 0) {
      long skipped = in.skip(rest);
      if (skipped <= 0) {
        if (in.read() < 0) {
          throw new EOFException("The archive ends in an entry");
        }
        skipped = 1;
      }
      rest -= skipped;
    }
  }

  @Override
  public InputStream content() {
    return content;
  }

  /** What is left of the entry. */
  private final class Content extends BulkInput {
    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
      Objects.checkFromIndexSize(offset, count, bytes.length);
      if (count == 0) {
        return 0;
      } else if (remaining == 0) {
        return -1;
      }
      int read = in.read(bytes, offset, (int) Math.min(count, remaining));
      if (read < 0) {
        throw new EOFException("The archive ends in an entry");
      }
      remaining -= read;
      return read;
    }
  }

  @Override
  public boolean endedWell() {
    return endedWell;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
