package org.ecgnat.preprocessing.format.aecg;

import java.util.Arrays;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/**
 * The numbers of a sampled sequence (data type SLIST, {@code digits}): separated by blanks, taken
 * in as pieces of text that may end within a number.
 */
final class Digits {
  private static final int FIRST_CAPACITY = 64;

  /** Integers of more digits are read as decimal numbers. */
  private static final int INTEGER_DIGITS = 9;

  private static final int LONGEST_NUMBER = 40;

  private final String what;
  private final char[] number = new char[LONGEST_NUMBER];
  private int length;
  private float[] values = new float[FIRST_CAPACITY];
  private int count;

  /**
   * @param what the sequence, for messages
   */
  Digits(String what) {
    this.what = what;
  }

  /** Takes in a piece of text. */
  void accept(char[] characters, int start, int pieceLength) throws UnreadableRecordingException {
    for (int i = start; i < start + pieceLength; i++) {
      char character = characters[i];
      if (character == ' ' || character == '\n' || character == '\r' || character == '\t') {
        endNumber();
      } else if (length == LONGEST_NUMBER) {
        throw fault();
      } else {
        number[length++] = character;
      }
    }
  }

  /** All numbers. */
  float[] values() throws UnreadableRecordingException {
    endNumber();
    return Arrays.copyOf(values, count);
  }

  private void endNumber() throws UnreadableRecordingException {
    if (length == 0) {
      return;
    }
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count] = parse();
    count++;
    length = 0;
  }

  private float parse() throws UnreadableRecordingException {
    boolean signed = number[0] == '-' || number[0] == '+';
    int at = signed ? 1 : 0;
    if (length - at <= INTEGER_DIGITS && length > at) {
      int value = 0;
      while (at < length && number[at] >= '0' && number[at] <= '9') {
        value = 10 * value + number[at++] - '0';
      }
      if (at == length) {
        return number[0] == '-' ? -value : value;
      }
    }
    double value = Quantities.number(new String(number, 0, length));
    if (!Double.isFinite(value)) {
      throw fault();
    }
    return (float) value;
  }

  private UnreadableRecordingException fault() {
    return Quantities.fault(what + " has no number in place " + (count + 1));
  }
}
