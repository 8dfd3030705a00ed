package org.ecgnat.preprocessing.format.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The lines of a text file, each a range of its bytes; they end in LF, CR or both. */
final class TextLines {
  private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final byte[] bytes;
  private final Charset charset;
  private int next;
  private int start;
  private int end;
  private int number;

  private TextLines(byte[] bytes, Charset charset, int next) {
    this.bytes = bytes;
    this.charset = charset;
    this.next = next;
  }

  /**
   * Before the first line.
   *
   * @param content the file's
   * @param charset its character set; one whose digits are not ASCII's is converted
   */
  static TextLines of(byte[] content, Charset charset) {
    byte[] ascii = content;
    Charset kept = charset;
    if (!"0,\n".equals(new String("0,\n".getBytes(charset), StandardCharsets.ISO_8859_1))) {
      ascii = new String(content, charset).getBytes(StandardCharsets.UTF_8);
      kept = StandardCharsets.UTF_8;
    }
    boolean marked =
        ascii.length >= UTF_8_MARK.length
            && ascii[0] == UTF_8_MARK[0]
            && ascii[1] == UTF_8_MARK[1]
            && ascii[2] == UTF_8_MARK[2];
    return new TextLines(ascii, kept, marked ? UTF_8_MARK.length : 0);
  }

  /** Goes to the next line; false behind the last. */
  boolean next() {
    if (next >= bytes.length) {
      return false;
    }
    start = next;
    int at = start;
    while (at < bytes.length && bytes[at] != '\n' && bytes[at] != '\r') {
      at++;
    }
    end = at;
    boolean both = at + 1 < bytes.length && bytes[at] == '\r' && bytes[at + 1] == '\n';
    next = at + (both ? 2 : 1);
    number++;
    return true;
  }

  /** The file's bytes, or those they were converted to. */
  byte[] bytes() {
    return bytes;
  }

  /** First byte of this line. */
  int start() {
    return start;
  }

  /** Byte behind the last of this line. */
  int end() {
    return end;
  }

  /** Number of this line, from 1. */
  int number() {
    return number;
  }

  /** Whether this line holds nothing but spaces and tabs. */
  boolean isBlank() {
    for (int at = start; at < end; at++) {
      if (bytes[at] != ' ' && bytes[at] != '\t') {
        return false;
      }
    }
    return true;
  }

  /** Whether this line holds a character of ASCII. */
  boolean holds(char wanted) {
    for (int at = start; at < end; at++) {
      if (bytes[at] == wanted) {
        return true;
      }
    }
    return false;
  }

  /**
   * The line as text.
   *
   * @param longest bytes that are looked at
   */
  String text(int longest) {
    return new String(bytes, start, Math.min(longest, end - start), charset);
  }
}
