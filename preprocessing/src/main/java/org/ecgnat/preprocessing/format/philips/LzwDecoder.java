package org.ecgnat.preprocessing.format.philips;

import java.util.Arrays;

/**
 * Expands LZW codes of a fixed width (T. A. Welch, "A technique for high-performance data
 * compression", IEEE Computer 17(6), 1984) as XLI uses them: 10 bits, the highest bit first; the
 * table begins with the 256 bytes, grows until code 1,022 and is kept from then on; code 1,023 ends
 * the data.
 */
final class LzwDecoder {
  static final int CODE_BITS = 10;

  /** The last code of the table. */
  static final int LAST_CODE = (1 << CODE_BITS) - 2;

  private static final int LITERALS = 256;

  /** For a code beyond the literals, the code of all but its last byte. */
  private final short[] prefix = new short[LAST_CODE + 1];

  private final byte[] lastByte = new byte[LAST_CODE + 1];
  private final int[] length = new int[LAST_CODE + 1];
  private int nextCode = LITERALS;

  private LzwDecoder() {
    for (int code = 0; code < LITERALS; code++) {
      lastByte[code] = (byte) code;
      length[code] = 1;
    }
  }

  /**
   * Expands a chunk.
   *
   * @param bytes where the codes are
   * @param from index of their first byte
   * @param to index behind their last byte
   * @param limit bytes that are wanted at most
   * @return the expanded bytes, fewer than {@code limit} where the codes end before or a code is
   *     not in the table yet
   */
  static byte[] expand(byte[] bytes, int from, int to, int limit) {
    return new LzwDecoder().run(bytes, from, to, limit);
  }

  private byte[] run(byte[] bytes, int from, int to, int limit) {
    byte[] out = new byte[Math.min(limit, 4 * (to - from) + 16)];
    int written = 0;
    int previous = -1;
    int buffer = 0;
    int bits = 0;
    for (int at = from; written < limit; ) {
      while (bits < CODE_BITS && at < to) {
        buffer = (buffer << 8) | (bytes[at++] & 0xFF);
        bits += 8;
      }
      if (bits < CODE_BITS) {
        break;
      }
      bits -= CODE_BITS;
      int code = (buffer >>> bits) & ((1 << CODE_BITS) - 1);
      buffer &= (1 << bits) - 1;
      boolean known = code < nextCode;
      if (code > LAST_CODE || (!known && (previous < 0 || code != nextCode))) {
        break;
      }
      // A code that is about to be made stands for the one before and its first byte again.
      byte first = firstByte(known ? code : previous);
      if (previous >= 0 && nextCode <= LAST_CODE) {
        prefix[nextCode] = (short) previous;
        lastByte[nextCode] = first;
        length[nextCode] = length[previous] + 1;
        nextCode++;
      }
      int end = Math.addExact(written, length[code]);
      if (end > out.length) {
        out = Arrays.copyOf(out, Math.max(end, Math.min(limit, 2 * out.length)));
      }
      write(code, out, end);
      written = end;
      previous = code;
    }
    return Arrays.copyOf(out, Math.min(written, limit));
  }

  private byte firstByte(int code) {
    int at = code;
    while (at >= LITERALS) {
      at = prefix[at];
    }
    return (byte) at;
  }

  private void write(int code, byte[] out, int end) {
    int at = code;
    for (int i = end - 1; i >= end - length[code]; i--) {
      out[i] = lastByte[at];
      at = prefix[at];
    }
  }
}
