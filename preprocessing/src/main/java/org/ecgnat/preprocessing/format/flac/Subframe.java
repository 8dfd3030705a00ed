package org.ecgnat.preprocessing.format.flac;

import java.util.Arrays;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/** The samples of one channel in a frame (RFC 9639, section 9.2). */
final class Subframe {
  /** Coefficients of the fixed predictors by order, the latest sample first (section 9.2.5). */
  private static final int[][] FIXED = {{}, {1}, {2, -1}, {3, -3, 1}, {4, -6, 4, -1}};

  private static final int FORBIDDEN_PRECISION = 16;

  private Subframe() {}

  /**
   * Decodes a subframe.
   *
   * @param depth bits a sample, one more than the stream's for a difference of channels
   * @param target where to
   * @param offset where its first sample goes
   * @param blockSize how many there are
   */
  static void read(BitReader bits, int depth, int[] target, int offset, int blockSize)
      throws UnreadableRecordingException {
    if (bits.read(1) != 0) {
      throw FlacFaults.damaged("no subframe begins there", bits.position());
    }
    int type = (int) bits.read(6);
    int wasted = bits.read(1) == 0 ? 0 : (int) Math.min(depth, bits.readUnary() + 1);
    int used = depth - wasted;
    if (used == 0) {
      throw FlacFaults.damaged("a subframe wastes all bits", bits.position());
    }
    int end = offset + blockSize;
    if (type == 0) {
      Arrays.fill(target, offset, end, bits.readSigned(used));
    } else if (type == 1) {
      readRaw(bits, used, target, offset, end);
    } else if (type >= 8 && type <= 12) {
      int order = type - 8;
      readWarmUp(bits, used, target, offset, order, blockSize);
      predict(bits, FIXED[order], 0, target, offset, blockSize);
    } else if (type >= 32) {
      int order = type - 31;
      readWarmUp(bits, used, target, offset, order, blockSize);
      readLinear(bits, order, target, offset, blockSize);
    } else {
      throw FlacFaults.damaged("a reserved type of subframe", bits.position());
    }
    if (wasted > 0) {
      for (int i = offset; i < end; i++) {
        target[i] <<= wasted;
      }
    }
  }

  private static void readRaw(BitReader bits, int depth, int[] target, int from, int to)
      throws UnreadableRecordingException {
    for (int i = from; i < to; i++) {
      target[i] = bits.readSigned(depth);
    }
  }

  private static void readWarmUp(
      BitReader bits, int depth, int[] target, int offset, int order, int blockSize)
      throws UnreadableRecordingException {
    if (order > blockSize) {
      throw FlacFaults.damaged("a predictor longer than its frame", bits.position());
    }
    readRaw(bits, depth, target, offset, offset + order);
  }

  /** Linear prediction (section 9.2.6). */
  private static void readLinear(BitReader bits, int order, int[] target, int offset, int blockSize)
      throws UnreadableRecordingException {
    int precision = (int) bits.read(4) + 1;
    int shift = bits.readSigned(5);
    if (precision == FORBIDDEN_PRECISION || shift < 0) {
      throw FlacFaults.damaged("a reserved form of predictor", bits.position());
    }
    int[] coefficients = new int[order];
    readRaw(bits, precision, coefficients, 0, order);
    predict(bits, coefficients, shift, target, offset, blockSize);
  }

  private static void predict(
      BitReader bits, int[] coefficients, int shift, int[] target, int offset, int blockSize)
      throws UnreadableRecordingException {
    int order = coefficients.length;
    Residual.read(bits, order, target, offset, blockSize);
    for (int i = offset + order; i < offset + blockSize; i++) {
      long sum = 0;
      for (int j = 0; j < order; j++) {
        sum += (long) coefficients[j] * target[i - 1 - j];
      }
      target[i] += (int) (sum >> shift);
    }
  }
}
