package org.ecgnat.preprocessing.format.flac;

import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/** What a predictor left over (RFC 9639, section 9.2.7). */
final class Residual {
  private static final int ESCAPED_DEPTH_BITS = 5;

  private Residual() {}

  /**
   * Reads the residual of a subframe.
   *
   * @param order samples at the beginning that have no residual
   * @param target where to
   * @param offset of the subframe's first sample there
   * @param blockSize samples of the subframe
   */
  static void read(BitReader bits, int order, int[] target, int offset, int blockSize)
      throws UnreadableRecordingException {
    int method = (int) bits.read(2);
    if (method > 1) {
      throw FlacFaults.damaged("a reserved coding of residuals", bits.position());
    }
    int parameterBits = method == 0 ? 4 : 5;
    int escape = (1 << parameterBits) - 1;
    int partitionOrder = (int) bits.read(4);
    int partition = blockSize >> partitionOrder;
    if (partition << partitionOrder != blockSize || partition < order) {
      throw FlacFaults.damaged("more partitions than samples", bits.position());
    }
    int end = offset;
    int at = offset + order;
    for (int i = 0; i < 1 << partitionOrder; i++) {
      end += partition;
      int parameter = (int) bits.read(parameterBits);
      if (parameter == escape) {
        int depth = (int) bits.read(ESCAPED_DEPTH_BITS);
        for (; at < end; at++) {
          target[at] = bits.readSigned(depth);
        }
      } else {
        readRice(bits, parameter, target, at, end);
        at = end;
      }
    }
  }

  private static void readRice(BitReader bits, int parameter, int[] target, int from, int to)
      throws UnreadableRecordingException {
    long largest = 0xffff_ffffL >>> parameter;
    for (int i = from; i < to; i++) {
      long quotient = bits.readUnary();
      if (quotient > largest) {
        throw FlacFaults.damaged("a residual of more than 32 bits", bits.position());
      }
      long folded = quotient << parameter | bits.read(parameter);
      target[i] = (int) (folded >>> 1 ^ -(folded & 1));
    }
  }
}
