package org.ecgnat.preprocessing.format.xml;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The root element's name from the first bytes of a file, for telling formats apart. */
public final class XmlRoot {
  private XmlRoot() {}

  /**
   * The root element's name without prefix.
   *
   * @param head the first bytes of a file
   * @return empty where they do not begin an XML document or where the root lies behind them
   */
  public static Optional<String> name(byte[] head) {
    if (!mayBeMarkup(head)) {
      return Optional.empty();
    }
    String text = decode(head);
    int at = 0;
    while (true) {
      at = skipBlanks(text, at);
      if (text.startsWith("<?", at)) {
        at = behind(text, "?>", at);
      } else if (text.startsWith("<!--", at)) {
        at = behind(text, "-->", at + 4);
      } else if (text.startsWith("<!DOCTYPE", at)) {
        at = behindDoctype(text, at);
      } else {
        return startTag(text, at);
      }
      if (at < 0) {
        return Optional.empty();
      }
    }
  }

  /** Most files are none: that is seen without decoding. Blanks and marks of encodings precede. */
  private static boolean mayBeMarkup(byte[] head) {
    for (byte b : head) {
      if (b == '<') {
        return true;
      }
      if (b > ' ') {
        return false;
      }
    }
    return false;
  }

  private static Optional<String> startTag(String text, int at) {
    if (!text.startsWith("<", at)) {
      return Optional.empty();
    }
    int end = at + 1;
    while (end < text.length() && isNameCharacter(text.charAt(end))) {
      end++;
    }
    if (end == text.length() || end == at + 1) {
      return Optional.empty();
    }
    char delimiter = text.charAt(end);
    if (delimiter != '>' && delimiter != '/' && !isBlank(delimiter)) {
      return Optional.empty();
    }
    String name = text.substring(at + 1, end);
    return Optional.of(name.substring(name.indexOf(':') + 1));
  }

  private static boolean isNameCharacter(char c) {
    return Character.isLetterOrDigit(c) || c == ':' || c == '_' || c == '-' || c == '.';
  }

  /** A document type ends at the first {@code >} outside quotes and its internal subset. */
  private static int behindDoctype(String text, int from) {
    boolean subset = false;
    int at = from;
    while (at >= 0 && at < text.length()) {
      char c = text.charAt(at);
      if (text.startsWith("<!--", at)) {
        at = behind(text, "-->", at + 4);
      } else if (c == '"' || c == '\'') {
        at = behind(text, String.valueOf(c), at + 1);
      } else if (c == '>' && !subset) {
        return at + 1;
      } else {
        subset = c == '[' || (subset && c != ']');
        at++;
      }
    }
    return -1;
  }

  private static int behind(String text, String mark, int from) {
    int at = text.indexOf(mark, from);
    return at < 0 ? -1 : at + mark.length();
  }

  private static int skipBlanks(String text, int from) {
    int at = from;
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  /** One byte a character suffices for names; an unknown encoding is judged so, too. */
  private static String decode(byte[] head) {
    XmlEncoding encoding =
        XmlEncoding.of(head).orElse(new XmlEncoding(StandardCharsets.ISO_8859_1, 0));
    return new String(head, encoding.start(), head.length - encoding.start(), encoding.charset());
  }
}
