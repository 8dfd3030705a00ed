package org.ecgnat.preprocessing.format.edf;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The members of the family, told by the first eight bytes. */
enum EdfVariant {
  EDF(2, "EDF Annotations"),
  BDF(3, "BDF Annotations");

  private static final int VERSION_BYTES = 8;

  private final int sampleBytes;
  private final String annotationLabel;

  EdfVariant(int sampleBytes, String annotationLabel) {
    this.sampleBytes = sampleBytes;
    this.annotationLabel = annotationLabel;
  }

  /** The variant of a file; empty where it is none of the family. */
  static Optional<EdfVariant> of(byte[] head) {
    if (head.length < VERSION_BYTES) {
      return Optional.empty();
    }
    return switch (new String(head, 0, VERSION_BYTES, StandardCharsets.ISO_8859_1)) {
      case "0       " -> Optional.of(EDF);
      case "\u00ffBIOSEMI" -> Optional.of(BDF);
      default -> Optional.empty();
    };
  }

  /** Bytes of a sample, two's complement, little endian. */
  int sampleBytes() {
    return sampleBytes;
  }

  /** Label of the signals that hold annotations (EDF+ 2.2.1). */
  String annotationLabel() {
    return annotationLabel;
  }

  /** The sample that begins at a byte. */
  int sample(byte[] bytes, int at) {
    int low = Byte.toUnsignedInt(bytes[at]);
    return this == EDF
        ? bytes[at + 1] << 8 | low
        : bytes[at + 2] << 16 | Byte.toUnsignedInt(bytes[at + 1]) << 8 | low;
  }
}
