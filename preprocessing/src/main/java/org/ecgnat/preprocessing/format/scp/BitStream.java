package org.ecgnat.preprocessing.format.scp;

/** Bits of a byte array, the most significant bit of a byte first. Bits behind the end are 0. */
final class BitStream {
  private final byte[] bytes;
  private final long endBit;
  private long bit;

  BitStream(byte[] bytes) {
    this.bytes = bytes;
    this.endBit = 8L * bytes.length;
  }

  /** The next bit's number. */
  long position() {
    return bit;
  }

  /** Whether no more was consumed than there is. */
  boolean within() {
    return bit <= endBit;
  }

  /** The next {@code count} bits, at most 32, without consuming them. */
  long peek(int count) {
    long value = 0;
    int at = (int) (bit >> 3);
    for (int i = 0; i < 5; i++) {
      value = (value << 8) | (at + i < bytes.length ? bytes[at + i] & 0xFF : 0);
    }
    int behind = 40 - (int) (bit & 7) - count;
    return (value >>> behind) & ((1L << count) - 1);
  }

  void skip(int count) {
    bit += count;
  }
}
