package org.ecgnat.preprocessing.format.philips;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** XLI forwards, from its description. */
final class XliEncoder {
  private static final int END = 1023;

  private XliEncoder() {}

  /** A lead as a chunk. */
  static byte[] chunk(int[] samples) {
    int n = samples.length;
    short[] numbers = new short[n];
    short first = 0;
    for (int i = 0; i < n; i++) {
      if (i < 2) {
        numbers[i] = (short) samples[i];
        continue;
      }
      int difference = 2 * samples[i - 1] - samples[i - 2] - samples[i];
      if (i == 2) {
        first = exact(difference);
      } else {
        numbers[i - 1] = exact(difference + 64);
      }
    }
    if (n > 2) {
      numbers[n - 1] = 64;
    }
    byte[] bytes = new byte[2 * n];
    for (int i = 0; i < n; i++) {
      bytes[i] = (byte) (numbers[i] >> 8);
      bytes[n + i] = (byte) numbers[i];
    }
    byte[] codes = lzw(bytes);
    return ByteBuffer.allocate(8 + codes.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(codes.length)
        .putShort((short) 1)
        .putShort(first)
        .put(codes)
        .array();
  }

  private static short exact(int value) {
    if (value != (short) value) {
      throw new IllegalArgumentException("A second difference of " + value);
    }
    return (short) value;
  }

  static byte[] lzw(byte[] bytes) {
    Map<String, Integer> table = new HashMap<>();
    for (int i = 0; i < 256; i++) {
      table.put(String.valueOf((char) i), i);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringBuilder pending = new StringBuilder();
    String known = "";
    for (byte b : bytes) {
      String longer = known + (char) (b & 0xFF);
      if (table.containsKey(longer)) {
        known = longer;
      } else {
        append(pending, table.get(known), out);
        if (table.size() < END) {
          table.put(longer, table.size());
        }
        known = longer.substring(longer.length() - 1);
      }
    }
    if (!known.isEmpty()) {
      append(pending, table.get(known), out);
    }
    append(pending, END, out);
    append(pending.append("0000000"), 0, out);
    return out.toByteArray();
  }

  /** Writes whole bytes of a text of bits. */
  private static void append(StringBuilder pending, int code, ByteArrayOutputStream out) {
    for (int bit = 9; bit >= 0; bit--) {
      pending.append((code >> bit) & 1);
    }
    while (pending.length() >= 8) {
      out.write(Integer.parseInt(pending.substring(0, 8), 2));
      pending.delete(0, 8);
    }
  }
}
