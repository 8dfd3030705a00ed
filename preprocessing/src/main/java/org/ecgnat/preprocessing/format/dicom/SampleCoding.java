package org.ecgnat.preprocessing.format.dicom;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNSUPPORTED_FORMAT;

import java.nio.ByteBuffer;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/** How a sample is coded: Waveform Sample Interpretation (PS3.3 C.10.9.1.5). */
enum SampleCoding {
  SB(1),
  UB(1),
  SS(2),
  US(2),
  SL(4),
  UL(4);

  private final int width;

  SampleCoding(int width) {
    this.width = width;
  }

  /** The coding of a multiplex group. */
  static SampleCoding of(DataSet group) throws UnreadableRecordingException {
    String interpretation = group.text(Tag.SAMPLE_INTERPRETATION);
    long bits = group.unsigned(Tag.BITS_ALLOCATED).orElse(0);
    for (SampleCoding coding : values()) {
      if (coding.name().equals(interpretation) && 8L * coding.width == bits) {
        return coding;
      }
    }
    throw new UnreadableRecordingException(
        UNSUPPORTED_FORMAT,
        "Samples of "
            + bits
            + " bits in an interpretation other than SB, UB (8 bits), SS, US (16), SL, UL (32) are"
            + " not read; export them as 16-bit integers");
  }

  /** Bytes of a sample. */
  int width() {
    return width;
  }

  /** The sample that begins at a byte. */
  long get(ByteBuffer data, int at) {
    return switch (this) {
      case SB -> data.get(at);
      case UB -> Byte.toUnsignedLong(data.get(at));
      case SS -> data.getShort(at);
      case US -> Short.toUnsignedLong(data.getShort(at));
      case SL -> data.getInt(at);
      case UL -> Integer.toUnsignedLong(data.getInt(at));
    };
  }
}
