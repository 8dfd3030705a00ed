package org.ecgnat.preprocessing.format.flac;

/** The checksums of RFC 9639: polynomials without reflection, starting with 0. */
final class Crc {
  private static final int[] TABLE_8 = table(8, 0x07);
  private static final int[] TABLE_16 = table(16, 0x8005);

  private Crc() {}

  /** Over a frame's header (section 9.1.8): x⁸ + x² + x + 1. */
  static int crc8(byte[] bytes, int from, int to) {
    int crc = 0;
    for (int i = from; i < to; i++) {
      crc = TABLE_8[crc ^ (bytes[i] & 0xff)];
    }
    return crc;
  }

  /** Over a frame (section 9.3): x¹⁶ + x¹⁵ + x² + 1. */
  static int crc16(byte[] bytes, int from, int to) {
    int crc = 0;
    for (int i = from; i < to; i++) {
      crc = (crc << 8 ^ TABLE_16[crc >>> 8 ^ (bytes[i] & 0xff)]) & 0xffff;
    }
    return crc;
  }

  private static int[] table(int bits, int polynomial) {
    int[] table = new int[256];
    int top = 1 << (bits - 1);
    int mask = (1 << bits) - 1;
    for (int i = 0; i < table.length; i++) {
      int crc = i << (bits - 8);
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & top) == 0 ? crc << 1 : crc << 1 ^ polynomial;
      }
      table[i] = crc & mask;
    }
    return table;
  }
}
