package org.ecgnat.preprocessing.format.scp;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Encodes values as EN 1064 says, the slow and obvious way, for tests. */
final class ScpEncoder {
  private ScpEncoder() {}

  /** First or second differences. */
  static int[] differences(int[] samples, int order) {
    int[] result = samples.clone();
    for (int i = samples.length - 1; i >= order; i--) {
      if (order == 1) {
        result[i] = samples[i] - samples[i - 1];
      } else if (order == 2) {
        result[i] = samples[i] - 2 * samples[i - 1] + samples[i - 2];
      }
    }
    return result;
  }

  static byte[] integers(int[] values) {
    return ScpFile.bytes().u16(values).done();
  }

  /** The default code, as the standard prints it: ones up to a zero, then the sign. */
  static String defaultCode(int value) {
    if (value == 0) {
      return "0";
    }
    if (Math.abs(value) <= 8) {
      return "1".repeat(Math.abs(value)) + "0" + (value > 0 ? "0" : "1");
    }
    return value >= -128 && value < 128
        ? "1111111110" + binary(value, 8)
        : "1111111111" + binary(value, 16);
  }

  static String binary(long value, int bits) {
    StringBuilder text = new StringBuilder();
    for (int bit = bits - 1; bit >= 0; bit--) {
      text.append((value >> bit) & 1);
    }
    return text.toString();
  }

  /** Bits to bytes, the first bit highest, filled with ones. */
  static byte[] pack(CharSequence bits) {
    byte[] bytes = new byte[(bits.length() + 7) / 8];
    for (int i = 0; i < 8 * bytes.length; i++) {
      if (i >= bits.length() || bits.charAt(i) == '1') {
        bytes[i / 8] |= (byte) (0x80 >> (i % 8));
      }
    }
    return bytes;
  }

  static byte[] defaultHuffman(int[] values) {
    StringBuilder bits = new StringBuilder();
    for (int value : values) {
      bits.append(defaultCode(value));
    }
    return pack(bits);
  }

  /** A random complete prefix code of so many words. */
  static List<String> prefixCode(int words, Random random) {
    List<String> leaves = new ArrayList<>(List.of(""));
    while (leaves.size() < words) {
      int at = random.nextInt(leaves.size());
      String leaf = leaves.remove(at);
      if (leaf.length() >= 20) {
        leaves.add(leaf);
        continue;
      }
      leaves.add(leaf + "0");
      leaves.add(leaf + "1");
    }
    return leaves;
  }

  /** The code's bits as section 2 stores them, the first bit lowest. */
  static long stored(String code) {
    return code.isEmpty() ? 0 : Long.parseLong(new StringBuilder(code).reverse().toString(), 2);
  }
}
