package org.ecgnat.preprocessing.format.scp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/**
 * A prefix code that is looked up four bits at a time: a node has 16 entries, each a code that ends
 * within these bits, or the node to go on with.
 */
final class HuffmanTable {
  static final int NODE_BITS = 4;
  private static final int NODE_SIZE = 1 << NODE_BITS;
  private static final int NONE = 0;

  /** The default table (EN 1064, annex C, table of the default Huffman code). */
  static final HuffmanTable DEFAULT = defaultTable();

  private final List<HuffmanCode> codes;

  /** Positive: the node after it; negative: minus the number of a code from 1; 0: no code. */
  private int[] entries = new int[NODE_SIZE];

  private int nodes = 1;

  /**
   * @throws UnreadableRecordingException where a code is the beginning of another
   */
  HuffmanTable(List<HuffmanCode> codes) throws UnreadableRecordingException {
    this.codes = List.copyOf(codes);
    for (int number = 1; number <= codes.size(); number++) {
      if (!add(codes.get(number - 1), number)) {
        throw ScpRecord.fault(
            "code " + number + " of a Huffman table in section 2 is the beginning of another");
      }
    }
  }

  /**
   * The code that the stream goes on with, consumed.
   *
   * @return {@code null} where the bits are none
   */
  HuffmanCode next(BitStream bits) {
    int node = 0;
    int depth = 0;
    while (true) {
      int entry = entries[node * NODE_SIZE + (int) bits.peek(NODE_BITS)];
      if (entry < 0) {
        HuffmanCode code = codes.get(-entry - 1);
        bits.skip(code.prefixBits() - depth);
        return code;
      }
      if (entry == NONE) {
        return null;
      }
      bits.skip(NODE_BITS);
      depth += NODE_BITS;
      node = entry;
    }
  }

  private boolean add(HuffmanCode code, int number) {
    int node = 0;
    int depth = 0;
    while (code.prefixBits() - depth > NODE_BITS) {
      int at = node * NODE_SIZE + bits(code, depth, NODE_BITS);
      if (entries[at] < 0) {
        return false;
      }
      if (entries[at] == NONE) {
        int created = newNode(); // may move the entries
        entries[at] = created;
      }
      node = entries[at];
      depth += NODE_BITS;
    }
    int rest = code.prefixBits() - depth;
    int first = node * NODE_SIZE + (bits(code, depth, rest) << (NODE_BITS - rest));
    for (int at = first; at < first + (1 << (NODE_BITS - rest)); at++) {
      if (entries[at] != NONE) {
        return false;
      }
      entries[at] = -number;
    }
    return true;
  }

  private int newNode() {
    if (entries.length < (nodes + 1) * NODE_SIZE) {
      entries = Arrays.copyOf(entries, 2 * entries.length);
    }
    return nodes++;
  }

  private static int bits(HuffmanCode code, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      value = (value << 1) | code.bit(i);
    }
    return value;
  }

  /** 0 is one bit; ±n, n up to 8, is n + 2 bits, a sign last; the rest follow ten bits of ones. */
  private static HuffmanTable defaultTable() {
    List<HuffmanCode> codes = new ArrayList<>();
    codes.add(new HuffmanCode(1, 1, false, 0, 0));
    for (int value = 1; value <= 8; value++) {
      int length = value + 2;
      long ones = (1L << value) - 1;
      codes.add(new HuffmanCode(length, length, false, value, ones));
      codes.add(new HuffmanCode(length, length, false, -value, ones | (1L << (length - 1))));
    }
    codes.add(new HuffmanCode(10, 18, false, 0, 511));
    codes.add(new HuffmanCode(10, 26, false, 0, 1023));
    try {
      return new HuffmanTable(codes);
    } catch (UnreadableRecordingException e) {
      throw new IllegalStateException("The default table is a prefix code", e);
    }
  }
}
