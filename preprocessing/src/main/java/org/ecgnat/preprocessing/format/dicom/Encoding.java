package org.ecgnat.preprocessing.format.dicom;

import java.nio.ByteOrder;
import java.util.Optional;

/**
 * How data elements are written (PS3.5 7.1, annex A).
 *
 * @param order of the bytes of a number
 * @param vr whether each element names its value representation
 */
record Encoding(ByteOrder order, Representation vr) {

  /** Whether an element names its value representation. */
  enum Representation {
    IMPLICIT,
    EXPLICIT
  }

  static final Encoding IMPLICIT_LITTLE =
      new Encoding(ByteOrder.LITTLE_ENDIAN, Representation.IMPLICIT);
  static final Encoding EXPLICIT_LITTLE =
      new Encoding(ByteOrder.LITTLE_ENDIAN, Representation.EXPLICIT);
  static final Encoding EXPLICIT_BIG = new Encoding(ByteOrder.BIG_ENDIAN, Representation.EXPLICIT);

  /** The transfer syntax whose data set is deflated (RFC 1951). */
  static final String DEFLATED = "1.2.840.10008.1.2.1.99";

  private static final String STANDARD = "1.2.840.10008.1.2.";

  /** The encoding of a transfer syntax; empty for a private one. */
  static Optional<Encoding> of(String transferSyntax) {
    return switch (transferSyntax) {
      case "1.2.840.10008.1.2" -> Optional.of(IMPLICIT_LITTLE);
      case "1.2.840.10008.1.2.2" -> Optional.of(EXPLICIT_BIG);
      // the compressed ones too: pixels apart, they are written like this (PS3.5 A.4)
      default ->
          transferSyntax.startsWith(STANDARD) ? Optional.of(EXPLICIT_LITTLE) : Optional.empty();
    };
  }

  /** What a data set without file meta information looks like; empty where it looks like none. */
  static Optional<Encoding> guess(byte[] bytes, int at) {
    if (bytes.length < at + 8) {
      return Optional.empty();
    }
    boolean named = isLetter(bytes[at + 4]) && isLetter(bytes[at + 5]);
    if (bytes[at] == 8 && bytes[at + 1] == 0) {
      return Optional.of(named ? EXPLICIT_LITTLE : IMPLICIT_LITTLE);
    }
    return bytes[at] == 0 && bytes[at + 1] == 8 && named
        ? Optional.of(EXPLICIT_BIG)
        : Optional.empty();
  }

  boolean isExplicit() {
    return vr == Representation.EXPLICIT;
  }

  private static boolean isLetter(byte character) {
    return character >= 'A' && character <= 'Z';
  }
}
