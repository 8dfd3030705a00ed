package org.ecgnat.preprocessing.format.scp;

/**
 * The checksum of records and sections (EN 1064, 5.2): CRC-CCITT, polynomial x¹⁶ + x¹² + x⁵ + 1,
 * all bits set at the start, most significant bit first.
 */
final class Crc16 {
  private static final int POLYNOMIAL = 0x1021;
  private static final int[] TABLE = new int[256];

  static {
    for (int value = 0; value < TABLE.length; value++) {
      int crc = value << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ POLYNOMIAL;
      }
      TABLE[value] = crc & 0xFFFF;
    }
  }

  private Crc16() {}

  /** The checksum of the bytes from {@code from} up to, not including, {@code to}. */
  static int of(byte[] bytes, int from, int to) {
    int crc = 0xFFFF;
    for (int i = from; i < to; i++) {
      crc = ((crc << 8) ^ TABLE[(crc >> 8) ^ (bytes[i] & 0xFF)]) & 0xFFFF;
    }
    return crc;
  }
}
