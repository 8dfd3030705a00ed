package org.ecgnat.preprocessing.format.archive;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads the central directory of a zip file (PKWARE APPNOTE.TXT 6.3.10, clauses 4.3.12 to 4.3.16
 * and 4.5.3 for zip64) as a stream, so that its size does not matter.
 */
final class ZipDirectoryReader {
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int LONGEST_COMMENT = 0xFFFF;
  private static final int END64_SIGNATURE = 0x06064b50;
  private static final int END64_BYTES = 56;
  private static final int LOCATOR64_SIGNATURE = 0x07064b50;
  private static final int LOCATOR64_BYTES = 20;
  private static final int HEADER_SIGNATURE = 0x02014b50;
  private static final int HEADER_BYTES = 46;
  private static final long NOT_HERE = 0xFFFFFFFFL;
  private static final int MADE_ON_UNIX = 3;
  private static final int UNIX_TYPE = 0xF000;
  private static final int UNIX_FILE = 0x8000;
  private static final int UNIX_FOLDER = 0x4000;

  private ZipDirectoryReader() {}

  /** Where the directory lies; {@code shift} is what precedes the archive in its file. */
  private record Place(long begin, long end, long shift) {}

  /**
   * Adds all entries.
   *
   * @return false where there is no directory: the file was cut off
   */
  static boolean read(SeekableInput in, DirectoryBuilder entries) throws IOException {
    Optional<Place> place = find(in);
    if (place.isEmpty()) {
      return false;
    }
    in.seek(place.get().begin());
    while (in.position() < place.get().end() && !entries.isFull()) {
      try {
        ByteBuffer header = little(in.readAt(in.position(), HEADER_BYTES));
        if (header.getInt(0) != HEADER_SIGNATURE) {
          entries.refuse(Refusal.DAMAGED);
          return true;
        }
        byte[] name = in.readAt(in.position(), unsigned(header, 28));
        byte[] extra = in.readAt(in.position(), unsigned(header, 30));
        in.skip(unsigned(header, 32));
        entries.add(entry(header, name, extra, place.get().shift()));
      } catch (EOFException e) {
        entries.refuse(Refusal.TRUNCATED);
        return true;
      }
    }
    return true;
  }

  private static Optional<Place> find(SeekableInput in) throws IOException {
    int tail = (int) Math.min(in.length(), END_BYTES + LONGEST_COMMENT);
    long tailBegin = in.length() - tail;
    ByteBuffer bytes = little(in.readAt(tailBegin, tail));
    for (int at = tail - END_BYTES; at >= 0; at--) {
      if (bytes.getInt(at) == END_SIGNATURE && at + END_BYTES + unsigned(bytes, at + 20) <= tail) {
        long end = tailBegin + at;
        Optional<Place> wide = find64(in, end);
        if (wide.isPresent()) {
          return wide;
        }
        long size = bytes.getInt(at + 12) & NOT_HERE;
        long begin = end - size;
        return begin < 0
            ? Optional.empty()
            : Optional.of(new Place(begin, end, begin - (bytes.getInt(at + 16) & NOT_HERE)));
      }
    }
    return Optional.empty();
  }

  private static Optional<Place> find64(SeekableInput in, long end) throws IOException {
    if (end < LOCATOR64_BYTES + END64_BYTES) {
      return Optional.empty();
    }
    ByteBuffer locator = little(in.readAt(end - LOCATOR64_BYTES, LOCATOR64_BYTES));
    if (locator.getInt(0) != LOCATOR64_SIGNATURE) {
      return Optional.empty();
    }
    // what is put before an archive shifts it, so the record is looked for where it usually is too
    for (long at : new long[] {locator.getLong(8), end - LOCATOR64_BYTES - END64_BYTES}) {
      if (at >= 0 && at <= end - LOCATOR64_BYTES - END64_BYTES) {
        ByteBuffer record = little(in.readAt(at, END64_BYTES));
        long size = record.getLong(40);
        if (record.getInt(0) == END64_SIGNATURE && size >= 0 && size <= at) {
          return Optional.of(new Place(at - size, at, at - size - record.getLong(48)));
        }
      }
    }
    return Optional.empty();
  }

  private static DirectoryBuilder.Entry entry(
      ByteBuffer header, byte[] nameBytes, byte[] extra, long shift) {
    int flags = unsigned(header, 8);
    int method = unsigned(header, 10);
    long packed = header.getInt(20) & NOT_HERE;
    long size = header.getInt(24) & NOT_HERE;
    long offset = header.getInt(42) & NOT_HERE;
    ByteBuffer wide = zip64(extra);
    try {
      size = size == NOT_HERE && wide.hasRemaining() ? wide.getLong() : size;
      packed = packed == NOT_HERE && wide.hasRemaining() ? wide.getLong() : packed;
      offset = offset == NOT_HERE && wide.hasRemaining() ? wide.getLong() : offset;
    } catch (java.nio.BufferUnderflowException e) {
      size = -1;
    }
    String name = decode(nameBytes);
    int unixType =
        unsigned(header, 4) >> 8 == MADE_ON_UNIX ? (header.getInt(38) >>> 16) & UNIX_TYPE : 0;
    boolean readable =
        (flags & 1) == 0
            && (method == ZipEntryData.STORED || method == ZipEntryData.DEFLATED)
            && unsigned(header, 34) == 0;
    DirectoryBuilder.EntryType type;
    if (name.endsWith("/") || unixType == UNIX_FOLDER) {
      type = DirectoryBuilder.EntryType.FOLDER;
    } else if (unixType != 0 && unixType != UNIX_FILE) {
      type = DirectoryBuilder.EntryType.LINK;
    } else {
      type = readable ? DirectoryBuilder.EntryType.FILE : DirectoryBuilder.EntryType.UNSUPPORTED;
    }
    long check = (long) method << 32 | (header.getInt(16) & NOT_HERE);
    return new DirectoryBuilder.Entry(name, type, size, offset + shift, packed, check);
  }

  /** The content of extra field 1, empty where there is none. */
  private static ByteBuffer zip64(byte[] extra) {
    ByteBuffer fields = little(extra);
    int at = 0;
    while (at + 4 <= extra.length) {
      int length = Math.min(unsigned(fields, at + 2), extra.length - at - 4);
      if (unsigned(fields, at) == 1) {
        return fields.slice(at + 4, length).order(ByteOrder.LITTLE_ENDIAN);
      }
      at += 4 + length;
    }
    return ByteBuffer.allocate(0);
  }

  /** UTF-8, which bit 11 of the flags promises and many write without it; else byte by byte. */
  private static String decode(byte[] name) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString();
    } catch (CharacterCodingException e) {
      return new String(name, StandardCharsets.ISO_8859_1);
    }
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int unsigned(ByteBuffer bytes, int at) {
    return Short.toUnsignedInt(bytes.getShort(at));
  }
}
