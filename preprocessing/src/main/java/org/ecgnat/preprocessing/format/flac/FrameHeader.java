package org.ecgnat.preprocessing.format.flac;

import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/**
 * The header of a frame (RFC 9639, section 9.1).
 *
 * @param blockSize samples of each channel
 * @param coupling how two channels are stored
 */
record FrameHeader(int blockSize, Coupling coupling) {
  private static final int SYNC = 0x3ffe;

  /** How the channels of a frame are stored (section 9.1.3). */
  enum Coupling {
    INDEPENDENT,
    LEFT_SIDE,
    SIDE_RIGHT,
    MID_SIDE
  }

  /** Bits a sample by the code of section 9.1.4; 0 for the stream's, −1 for reserved codes. */
  private static final int[] DEPTHS = {0, 8, 12, -1, 16, 20, 24, 32};

  /** Reads a header and compares it with its checksum and the stream's description. */
  static FrameHeader read(byte[] file, BitReader bits, FlacStreamInfo stream)
      throws UnreadableRecordingException {
    int start = bits.position();
    if (bits.read(14) != SYNC || bits.read(1) != 0) {
      throw FlacFaults.damaged("no frame begins there", start);
    }
    bits.read(1); // frames of equal size or not: each states its own
    int sizeCode = (int) bits.read(4);
    int rateCode = (int) bits.read(4);
    int channelCode = (int) bits.read(4);
    int depth = DEPTHS[(int) bits.read(3)];
    bits.read(1);
    skipNumber(bits, start);
    int blockSize =
        switch (sizeCode) {
          case 0 -> throw FlacFaults.damaged("a reserved block size", start);
          case 1 -> 192;
          case 2, 3, 4, 5 -> 144 << sizeCode;
          case 6 -> (int) bits.read(8) + 1;
          case 7 -> (int) bits.read(16) + 1;
          default -> 1 << sizeCode;
        };
    bits.read(rateCode == 12 ? 8 : rateCode == 13 || rateCode == 14 ? 16 : 0);
    int end = bits.position();
    if (bits.read(8) != Crc.crc8(file, start, end)) {
      throw FlacFaults.damaged("the frame's header does not match its checksum", start);
    }
    if (channelCode > 10
        || (channelCode < 8 ? channelCode + 1 : 2) != stream.channels()
        || (depth != 0 && depth != stream.bitsPerSample())) {
      throw FlacFaults.damaged("the frame differs from the stream's description", start);
    }
    Coupling coupling = Coupling.values()[channelCode < 8 ? 0 : channelCode - 7];
    return new FrameHeader(blockSize, coupling);
  }

  /** The number of the frame or of its first sample, in the manner of UTF-8 (section 9.1.5). */
  private static void skipNumber(BitReader bits, int start) throws UnreadableRecordingException {
    int first = (int) bits.read(8);
    int ones = Integer.numberOfLeadingZeros(~(first << 24));
    if (ones == 1 || ones == 8) {
      throw FlacFaults.damaged("the frame's number is no number", start);
    }
    for (int i = 1; i < ones; i++) {
      bits.read(8);
    }
  }
}
