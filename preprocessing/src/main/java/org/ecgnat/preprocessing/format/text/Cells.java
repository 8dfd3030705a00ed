package org.ecgnat.preprocessing.format.text;

import java.nio.charset.StandardCharsets;
import org.ecgnat.preprocessing.format.text.TextLayout.Delimiter;

/**
 * The cells of a line, without the blanks and the quotation marks around them (RFC 4180, but for
 * quotation marks inside a cell, which no number has).
 */
final class Cells {
  /** Stands for any number of spaces and tabs. */
  private static final char BLANK = ' ';

  private final byte[] bytes;
  private final char delimiter;
  private int at;
  private int lineEnd;
  private boolean ended;
  private int from;
  private int to;

  private Cells(byte[] bytes, char delimiter) {
    this.bytes = bytes;
    this.delimiter = delimiter;
  }

  /**
   * Cells of lines like this one.
   *
   * @param lines at a line of names or numbers, by which {@link Delimiter#AUTO} is decided
   */
  static Cells of(TextLines lines, TextLayout layout) {
    char delimiter =
        switch (layout.delimiter()) {
          case COMMA -> ',';
          case SEMICOLON -> ';';
          case TAB -> '\t';
          case BLANK -> BLANK;
          case AUTO -> {
            if (lines.holds('\t')) {
              yield '\t';
            } else if (lines.holds(';')) {
              yield ';';
            }
            yield lines.holds(',') && !layout.decimalComma() ? ',' : BLANK;
          }
        };
    return new Cells(lines.bytes(), delimiter);
  }

  /** Goes before the first cell of a line. */
  void begin(TextLines lines) {
    at = lines.start();
    lineEnd = lines.end();
    ended = false;
    if (delimiter == BLANK) {
      skipBlanks();
    }
  }

  /** Goes to the next cell; false behind the last. */
  boolean next() {
    if (ended) {
      return false;
    }
    skipBlanks();
    boolean quoted = at < lineEnd && bytes[at] == '"';
    from = quoted ? ++at : at;
    while (at < lineEnd && (quoted ? bytes[at] != '"' : !isDelimiter(bytes[at]))) {
      at++;
    }
    to = at;
    while (at < lineEnd && !isDelimiter(bytes[at])) {
      at++;
    }
    while (to > from && isBlank(bytes[to - 1])) {
      to--;
    }
    if (delimiter == BLANK) {
      skipBlanks();
      ended = at >= lineEnd;
    } else {
      ended = at >= lineEnd;
      at++;
    }
    return true;
  }

  /** First byte of this cell. */
  int from() {
    return from;
  }

  /** Byte behind the last of this cell. */
  int to() {
    return to;
  }

  /** Whether nothing is in this cell. */
  boolean isEmpty() {
    return from == to;
  }

  /** This cell as text, for names. */
  String text() {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  private boolean isDelimiter(byte b) {
    return delimiter == BLANK ? isBlank(b) : b == delimiter;
  }

  /** A tab is no blank where it separates. */
  private boolean isBlank(byte b) {
    return b == ' ' || (b == '\t' && delimiter != '\t');
  }

  private void skipBlanks() {
    while (at < lineEnd && isBlank(bytes[at])) {
      at++;
    }
  }
}
