package org.ecgnat.preprocessing.format.flac;

import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/** Bits of an array, the highest of a byte first (RFC 9639, section 5). */
final class BitReader {
  private final byte[] bytes;

  /** The next byte that is not in {@link #window}. */
  private int at;

  /** The lowest {@link #held} bits are unread. */
  private long window;

  private int held;

  BitReader(byte[] bytes, int start) {
    this.bytes = bytes;
    this.at = start;
  }

  /** The byte that the next bit lies in. */
  int position() {
    return at - held / 8;
  }

  boolean isAtEnd() {
    return held == 0 && at >= bytes.length;
  }

  /**
   * An unsigned number.
   *
   * @param count bits, 0 to 56
   */
  long read(int count) throws UnreadableRecordingException {
    if (held < count) {
      fill(count);
    }
    held -= count;
    return window >>> held & ((1L << count) - 1);
  }

  /**
   * A number in two's complement.
   *
   * @param count bits, 0 to 32
   */
  int readSigned(int count) throws UnreadableRecordingException {
    return count == 0 ? 0 : (int) (read(count) << (64 - count) >> (64 - count));
  }

  /** How many zeros precede the next one, which is read too. */
  long readUnary() throws UnreadableRecordingException {
    long zeros = 0;
    while (true) {
      if (held == 0) {
        fill(1);
      }
      // the unread bits at the top; bits read before fall out
      int leading = Long.numberOfLeadingZeros(window << (64 - held));
      if (leading < held) {
        held -= leading + 1;
        return zeros + leading;
      }
      zeros += held;
      held = 0;
    }
  }

  /** Leaves out the rest of a byte. */
  void alignToByte() {
    held -= held % 8;
  }

  /** Leaves out whole bytes; only where no bit is half read. */
  void skip(int count) throws UnreadableRecordingException {
    int position = position();
    if (count > bytes.length - position) {
      throw FlacFaults.truncated(bytes.length);
    }
    at = position + count;
    held = 0;
  }

  private void fill(int count) throws UnreadableRecordingException {
    while (held <= 56 && at < bytes.length) {
      window = window << 8 | (bytes[at++] & 0xff);
      held += 8;
    }
    if (held < count) {
      throw FlacFaults.truncated(bytes.length);
    }
  }
}
