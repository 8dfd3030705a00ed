package org.ecgnat.preprocessing.format.text;

import java.nio.charset.StandardCharsets;

/**
 * Reads decimal numbers from bytes. Numbers of up to 15 digits with small exponents, which is what
 * recordings hold, need no object; they are exact by the argument of Clinger (1990, "How to read
 * floating point numbers accurately"): both the digits and the power of ten are doubles without
 * rounding, so their quotient is rounded once.
 */
final class Decimals {
  /** 10^15 < 2^53. */
  private static final int EXACT_DIGITS = 15;

  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  /** More digits than any recording writes; longer ones are refused, not parsed at length. */
  private static final int LONGEST = 64;

  private Decimals() {}

  /**
   * The number that some bytes spell.
   *
   * @param bytes ASCII digits with an optional sign, decimals and exponent
   * @param from first byte
   * @param to byte behind the last
   * @param point the decimal sign, {@code '.'} or {@code ','}
   * @return NaN where they spell no finite number
   */
  static double parse(byte[] bytes, int from, int to, char point) {
    int at = from;
    boolean negative = at < to && bytes[at] == '-';
    if (at < to && (bytes[at] == '-' || bytes[at] == '+')) {
      at++;
    }
    long digits = 0;
    int count = 0;
    int significant = 0;
    int exponent = 0;
    boolean behindPoint = false;
    for (; at < to; at++) {
      int digit = bytes[at] - '0';
      if (digit >= 0 && digit <= 9) {
        count++;
        if (significant > 0 || digit > 0) {
          significant++;
        }
        if (significant <= EXACT_DIGITS) {
          digits = digits * 10 + digit;
        }
        if (behindPoint) {
          exponent--;
        }
      } else if (bytes[at] == point && !behindPoint) {
        behindPoint = true;
      } else {
        break;
      }
    }
    if (count == 0) {
      return Double.NaN;
    }
    if (at < to) {
      int written = exponent(bytes, at, to);
      if (written == Integer.MIN_VALUE) {
        return Double.NaN;
      }
      exponent += written;
    }
    if (significant > EXACT_DIGITS || Math.abs(exponent) >= POWERS_OF_TEN.length) {
      return significant == 0 ? 0 : byLibrary(bytes, from, to, point);
    }
    double value =
        exponent < 0 ? digits / POWERS_OF_TEN[-exponent] : digits * POWERS_OF_TEN[exponent];
    return negative ? -value : value;
  }

  /** The exponent behind an {@code e}; {@link Integer#MIN_VALUE} where there is none. */
  private static int exponent(byte[] bytes, int from, int to) {
    int at = from + 1;
    boolean negative = at < to && bytes[at] == '-';
    if (at < to && (bytes[at] == '-' || bytes[at] == '+')) {
      at++;
    }
    if ((bytes[from] | 0x20) != 'e' || at == to || to - at > 4) {
      return Integer.MIN_VALUE;
    }
    int exponent = 0;
    for (; at < to; at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9) {
        return Integer.MIN_VALUE;
      }
      exponent = exponent * 10 + digit;
    }
    return negative ? -exponent : exponent;
  }

  /** The bytes are known to spell a number. */
  private static double byLibrary(byte[] bytes, int from, int to, char point) {
    if (to - from > LONGEST) {
      return Double.NaN;
    }
    String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    double value = Double.parseDouble(text.replace(point, '.'));
    return Double.isInfinite(value) ? Double.NaN : value;
  }
}
