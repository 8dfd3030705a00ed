package org.ecgnat.preprocessing.format.xml;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The encoding of an XML file as XML 1.0, Appendix F, finds it: by the byte order mark, by how
 * {@code <} is coded, and else by the declaration, which is free to use any name that this platform
 * knows ({@code ISO8859-1}, say). A declaration that the bytes contradict does not count.
 *
 * @param charset the encoding
 * @param start where the text begins, behind a byte order mark
 */
record XmlEncoding(Charset charset, int start) {
  /** How far into the file the declaration may reach. */
  private static final int DECLARATION_BYTES = 512;

  private static final Pattern DECLARED =
      Pattern.compile("<\\?xml\\s[^>?]*encoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]{0,40})[\"']");

  /**
   * The encoding of a file.
   *
   * @param bytes its first bytes at least
   * @return empty where it declares one that is not known here
   */
  static Optional<XmlEncoding> of(byte[] bytes) {
    int first = at(bytes, 0) << 8 | at(bytes, 1);
    if (first == 0xEFBB && at(bytes, 2) == 0xBF) {
      return Optional.of(new XmlEncoding(StandardCharsets.UTF_8, 3));
    }
    return switch (first) {
      case 0xFEFF -> Optional.of(new XmlEncoding(StandardCharsets.UTF_16BE, 2));
      case 0xFFFE -> Optional.of(new XmlEncoding(StandardCharsets.UTF_16LE, 2));
      case 0x003C -> Optional.of(new XmlEncoding(StandardCharsets.UTF_16BE, 0));
      case 0x3C00 -> Optional.of(new XmlEncoding(StandardCharsets.UTF_16LE, 0));
      default -> declared(bytes).map(charset -> new XmlEncoding(charset, 0));
    };
  }

  private static Optional<Charset> declared(byte[] bytes) {
    Matcher matcher =
        DECLARED.matcher(
            new String(
                bytes, 0, Math.min(bytes.length, DECLARATION_BYTES), StandardCharsets.ISO_8859_1));
    if (!matcher.lookingAt()) {
      return Optional.of(StandardCharsets.UTF_8);
    }
    try {
      Charset charset = Charset.forName(matcher.group(1));
      boolean readsAscii = "<?".equals(new String(new byte[] {'<', '?'}, charset));
      return Optional.of(readsAscii ? charset : StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static int at(byte[] bytes, int index) {
    return index < bytes.length ? bytes[index] & 0xFF : -1;
  }
}
