package org.ecgnat.preprocessing.format.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages a file the way transmission, storage and hostile hands do. Same random, same damage. */
final class Mutator {
  private static final byte[] BYTES = {0, 1, 0x7f, (byte) 0x80, (byte) 0xff};
  private static final long[] INTEGERS = {
    0,
    1,
    -1,
    -2,
    0x7f,
    0x80,
    0xff,
    0x100,
    0x7fff,
    0x8000,
    0xffff,
    0x10000,
    0x7fffffffL,
    0x80000000L,
    0xfffffffeL,
    0x7ffffff0L,
    0x00ffffffL
  };
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "-1",
          "255",
          "65536",
          "2147483647",
          "2147483648",
          "-2147483648",
          "99999999",
          "9223372036854775807",
          "1e308",
          "1e-308",
          "1e999",
          "NaN",
          "-0.0",
          "");
  private static final int LONGEST_SLICE = 1 << 14;
  private static final int MOST_EDITS = 6;

  /** Damage is as often near the beginning, where headers stand, as anywhere. */
  private static final int HEAD = 1024;

  private Mutator() {}

  /**
   * A damaged copy.
   *
   * @param original not changed
   * @param others files to splice with; may hold the original itself
   * @param random decides everything
   */
  static byte[] mutate(byte[] original, List<byte[]> others, Random random) {
    byte[] bytes = original.clone();
    int edits = 1 + random.nextInt(MOST_EDITS);
    for (int edit = 0; edit < edits; edit++) {
      bytes = edit(bytes, others, random);
    }
    return bytes;
  }

  private static byte[] edit(byte[] bytes, List<byte[]> others, Random random) {
    if (bytes.length == 0) {
      return BYTES.clone();
    }
    int at = place(bytes.length, random);
    int slice = 1 + random.nextInt(Math.min(LONGEST_SLICE, bytes.length - at));
    return switch (random.nextInt(20)) {
      case 0, 1, 2 -> overwrite(bytes, at, new byte[] {(byte) (bytes[at] ^ bit(random))});
      case 3, 4, 5 -> overwrite(bytes, at, new byte[] {BYTES[random.nextInt(BYTES.length)]});
      case 6 -> overwrite(bytes, at, new byte[] {(byte) random.nextInt()});
      case 7, 8, 9 -> overwrite(bytes, at, integer(2, random));
      case 10, 11, 12 -> overwrite(bytes, at, integer(4, random));
      case 13 -> Arrays.copyOf(bytes, at);
      case 14 -> replace(bytes, at, at + slice, new byte[0]);
      case 15 -> replace(bytes, at, at, Arrays.copyOfRange(bytes, at, at + slice));
      case 16 -> splice(bytes, at, others.get(random.nextInt(others.size())), random);
      default -> number(bytes, at, random);
    };
  }

  private static int place(int length, Random random) {
    return random.nextInt(random.nextBoolean() ? length : Math.min(length, HEAD));
  }

  private static int bit(Random random) {
    return 1 << random.nextInt(8);
  }

  private static byte[] integer(int width, Random random) {
    ByteOrder order = random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    ByteBuffer buffer = ByteBuffer.allocate(width).order(order);
    long value = INTEGERS[random.nextInt(INTEGERS.length)];
    return (width == 2 ? buffer.putShort((short) value) : buffer.putInt((int) value)).array();
  }

  private static byte[] overwrite(byte[] bytes, int at, byte[] with) {
    System.arraycopy(with, 0, bytes, at, Math.min(with.length, bytes.length - at));
    return bytes;
  }

  private static byte[] splice(byte[] bytes, int at, byte[] other, Random random) {
    if (other.length == 0) {
      return bytes;
    }
    int from = place(other.length, random);
    int length = 1 + random.nextInt(Math.min(LONGEST_SLICE, other.length - from));
    byte[] piece = Arrays.copyOfRange(other, from, from + length);
    int end = random.nextBoolean() ? at : Math.min(bytes.length, at + length);
    return replace(bytes, at, end, piece);
  }

  /** Another number in the place of the next one that is written in digits. */
  private static byte[] number(byte[] bytes, int at, Random random) {
    int start = at;
    while (start < bytes.length && !digit(bytes[start])) {
      start++;
    }
    int end = start;
    while (end < bytes.length && digit(bytes[end])) {
      end++;
    }
    byte[] text = NUMBERS.get(random.nextInt(NUMBERS.size())).getBytes(StandardCharsets.US_ASCII);
    // fields of fixed width keep their places half of the time
    return random.nextBoolean()
        ? replace(bytes, start, end, text)
        : start == end ? bytes : overwrite(bytes, start, text);
  }

  private static boolean digit(byte character) {
    return character >= '0' && character <= '9';
  }

  /** The bytes with {@code [from, to)} replaced. */
  static byte[] replace(byte[] bytes, int from, int to, byte[] with) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + with.length);
    out.write(bytes, 0, from);
    out.write(with, 0, with.length);
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }
}
