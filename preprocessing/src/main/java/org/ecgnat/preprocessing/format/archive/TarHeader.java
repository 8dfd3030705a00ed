package org.ecgnat.preprocessing.format.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * A header block: POSIX.1-2017 pax, "ustar Interchange Format", with GNU tar's base-256 numbers
 * (GNU tar manual, "Extensions to the Archive Format").
 *
 * @param name with the prefix before it
 * @param size bytes behind the header
 * @param type the type flag
 */
record TarHeader(String name, long size, char type) {
  static final int BLOCK_BYTES = 512;

  private static final int NAME_BYTES = 100;
  private static final int SIZE_AT = 124;
  private static final int SIZE_BYTES = 12;
  private static final int CHECKSUM_AT = 148;
  private static final int CHECKSUM_BYTES = 8;
  private static final int TYPE_AT = 156;
  private static final int MAGIC_AT = 257;
  private static final int PREFIX_AT = 345;
  private static final int PREFIX_BYTES = 155;

  /** The block of zeros that ends an archive. */
  static boolean isEnd(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads a header.
   *
   * @param block {@link #BLOCK_BYTES} bytes
   * @throws IOException where the checksum is wrong or the size no number
   */
  static TarHeader parse(byte[] block) throws IOException {
    long unsigned = 0;
    long signed = 0;
    for (int i = 0; i < BLOCK_BYTES; i++) {
      boolean blank = i >= CHECKSUM_AT && i < CHECKSUM_AT + CHECKSUM_BYTES;
      unsigned += blank ? ' ' : block[i] & 0xFF;
      signed += blank ? ' ' : block[i];
    }
    long stated = number(block, CHECKSUM_AT, CHECKSUM_BYTES);
    // some old programs took bytes for signed numbers
    if (stated != unsigned && stated != signed) {
      throw new ZipException("The checksum of an entry's header is wrong");
    }
    String name = text(block, 0, NAME_BYTES);
    boolean posix = new String(block, MAGIC_AT, 6, StandardCharsets.ISO_8859_1).equals("ustar\0");
    String prefix = posix ? text(block, PREFIX_AT, PREFIX_BYTES) : "";
    return new TarHeader(
        prefix.isEmpty() ? name : prefix + "/" + name,
        number(block, SIZE_AT, SIZE_BYTES),
        (char) (block[TYPE_AT] & 0xFF));
  }

  /** Up to the first zero, as UTF-8. */
  static String text(byte[] bytes, int at, int length) {
    int end = at;
    while (end < at + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, at, end - at, StandardCharsets.UTF_8);
  }

  private static long number(byte[] block, int at, int length) throws IOException {
    long value = 0;
    if ((block[at] & 0x80) != 0) {
      byte[] high = Arrays.copyOfRange(block, at, at + length - 7);
      for (int i = 0; i < high.length; i++) {
        if (high[i] != (i == 0 ? (byte) 0x80 : 0)) {
          throw new ZipException("A number in an entry's header is out of range");
        }
      }
      for (int i = at + length - 7; i < at + length; i++) {
        value = value << 8 | (block[i] & 0xFF);
      }
      return value;
    }
    String digits = text(block, at, length).strip();
    if (!digits.matches("[0-7]{0,20}")) {
      throw new ZipException("A number in an entry's header is none");
    }
    return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
  }
}
