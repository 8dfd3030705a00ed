package org.ecgnat.preprocessing.format.scp;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.TRUNCATED;

import java.util.ArrayList;
import java.util.List;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/** Section 2: the Huffman tables of sections 5 and 6 (EN 1064, 5.5). */
final class HuffmanDecoder {
  /** A number of tables that stands for the default table. */
  private static final int DEFAULT_TABLE = 19_999;

  private static final int CODE_BYTES = 9;
  private static final int MAX_BITS = 32;

  private final List<HuffmanTable> tables;

  HuffmanDecoder(List<HuffmanTable> tables) {
    this.tables = List.copyOf(tables);
  }

  /**
   * Reads the tables.
   *
   * @return no tables where values are stored as 16-bit integers
   */
  static HuffmanDecoder parse(ScpSection section) throws UnreadableRecordingException {
    int count = section.u16();
    if (count == DEFAULT_TABLE) {
      return new HuffmanDecoder(List.of(HuffmanTable.DEFAULT));
    }
    List<HuffmanTable> tables = new ArrayList<>();
    for (int table = 1; table <= count; table++) {
      int lines = section.u16();
      section.need((long) lines * CODE_BYTES);
      List<HuffmanCode> codes = new ArrayList<>(lines);
      for (int line = 0; line < lines; line++) {
        codes.add(code(section, table, count));
      }
      tables.add(new HuffmanTable(codes));
    }
    return new HuffmanDecoder(tables);
  }

  private static HuffmanCode code(ScpSection section, int table, int tables)
      throws UnreadableRecordingException {
    HuffmanCode code =
        new HuffmanCode(
            section.u8(), section.u8(), section.u8() == 0, section.s16(), section.u32());
    boolean fits =
        code.prefixBits() >= 1
            && code.prefixBits() <= MAX_BITS
            && code.literalBits() >= 0
            && code.literalBits() <= MAX_BITS;
    boolean leads = !code.selectsTable() || (code.value() >= 1 && code.value() <= tables);
    if (!fits || !leads) {
      throw ScpRecord.fault(
          "Huffman table "
              + table
              + " in section 2 has a code of "
              + code.prefixBits()
              + " of "
              + code.totalBits()
              + " bits"
              + (leads ? "" : " that leads to no table"));
    }
    return code;
  }

  /** Whether values are Huffman codes at all. */
  boolean used() {
    return !tables.isEmpty();
  }

  /**
   * Decodes the values of a lead; each lead begins with the first table.
   *
   * @param bytes the lead's bytes
   * @param count how many values to decode; never more than bits, so that what it allocates is
   *     bounded by the file
   * @param what the lead, for messages
   */
  int[] decode(byte[] bytes, int count, String what) throws UnreadableRecordingException {
    if (count > 8L * bytes.length) {
      throw truncated(what, bytes.length, count);
    }
    BitStream bits = new BitStream(bytes);
    HuffmanTable table = tables.get(0);
    int[] values = new int[count];
    int decoded = 0;
    while (decoded < count) {
      long start = bits.position();
      HuffmanCode code = table.next(bits);
      if (code == null && bits.within() && bits.position() + MAX_BITS < 8L * bytes.length) {
        throw ScpRecord.fault(what + " has bits at " + start + " that are no Huffman code");
      }
      if (code == null) {
        throw truncated(what, bytes.length, count);
      }
      if (code.selectsTable()) {
        bits.skip(code.literalBits());
        table = tables.get(code.value() - 1);
      } else {
        values[decoded] = code.value() + literal(bits, code.literalBits());
        decoded++;
      }
      if (!bits.within()) {
        throw truncated(what, bytes.length, count);
      }
    }
    return values;
  }

  private static int literal(BitStream bits, int count) {
    if (count == 0) {
      return 0;
    }
    long value = bits.peek(count);
    bits.skip(count);
    return (int) (value << (64 - count) >> (64 - count));
  }

  private static UnreadableRecordingException truncated(String what, int bytes, int count) {
    return new UnreadableRecordingException(
        TRUNCATED, what + " holds " + bytes + " bytes, too few for its " + count + " values");
  }
}
