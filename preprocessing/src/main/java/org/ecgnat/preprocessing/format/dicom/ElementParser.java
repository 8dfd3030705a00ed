package org.ecgnat.preprocessing.format.dicom;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.LIMIT_EXCEEDED;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.TRUNCATED;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNREADABLE_HEADER;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/**
 * Parses data elements (PS3.5 7.1) and sequences of items (7.5). Values are not copied; elements
 * that are not {@linkplain Tag#isKept kept} are skipped.
 */
final class ElementParser {
  /** Waveforms nest four deep, structured reports some more. */
  private static final int DEEPEST = 16;

  private static final long UNDEFINED = 0xFFFFFFFFL;

  /** Value representations whose length has two bytes (PS3.5 7.1.2); new ones have four. */
  private static final Set<String> SHORT_LENGTH =
      Set.of(
          "AE", "AS", "AT", "CS", "DA", "DS", "DT", "FL", "FD", "IS", "LO", "LT", "PN", "SH", "SL",
          "SS", "ST", "TM", "UI", "UL", "US");

  /** Value representations whose undefined length means fragments of bytes (PS3.5 A.4). */
  private static final Set<String> BULK = Set.of("OB", "OD", "OF", "OL", "OV", "OW");

  private final byte[] bytes;
  private int position;

  /**
   * The beginning of an element.
   *
   * @param tag which
   * @param vr its value representation, empty where it is implicit
   * @param length bytes, or {@link #UNDEFINED}
   */
  record Header(int tag, String vr, long length) {
    boolean undefined() {
      return length == UNDEFINED;
    }
  }

  ElementParser(byte[] bytes, int from) {
    this.bytes = bytes;
    this.position = from;
  }

  int position() {
    return position;
  }

  /** The tag that comes next, or 0 where less than a tag is left. */
  int peekTag(ByteOrder order) {
    return bytes.length - position < 4 ? 0 : tag(ByteBuffer.wrap(bytes).order(order), position);
  }

  /** The elements from here to the end of the file. */
  DataSet dataSet(Encoding encoding) throws UnreadableRecordingException {
    return dataSet(encoding, bytes.length, 0);
  }

  /** An element of a top level, kept where it matters. */
  void element(DataSet into, Encoding encoding) throws UnreadableRecordingException {
    element(into, header(encoding, bytes.length), encoding, bytes.length, 0);
  }

  /** Reads the beginning of an element that ends before {@code end}. */
  Header header(Encoding encoding, int end) throws UnreadableRecordingException {
    int start = position;
    require(8, end, start);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(encoding.order());
    int tag = tag(buffer, start);
    if (tag >>> 16 == 0xFFFE || !encoding.isExplicit()) {
      position = start + 8;
      return new Header(tag, "", Integer.toUnsignedLong(buffer.getInt(start + 4)));
    }
    String vr = new String(bytes, start + 4, 2, StandardCharsets.ISO_8859_1);
    if (SHORT_LENGTH.contains(vr)) {
      position = start + 8;
      return new Header(tag, vr, Short.toUnsignedLong(buffer.getShort(start + 6)));
    }
    if (!(Character.isUpperCase(vr.charAt(0)) && Character.isUpperCase(vr.charAt(1)))) {
      throw unreadable("names no value representation", tag, start);
    }
    require(12, end, start);
    position = start + 12;
    return new Header(tag, vr, Integer.toUnsignedLong(buffer.getInt(start + 8)));
  }

  /** Skips the value of an element at the top level. */
  void skip(Header header, Encoding encoding) throws UnreadableRecordingException {
    element(new DataSet(), new Header(0, header.vr(), header.length()), encoding, bytes.length, 0);
  }

  private DataSet dataSet(Encoding encoding, int end, int depth)
      throws UnreadableRecordingException {
    DataSet elements = new DataSet();
    while (position < end) {
      Header header = header(encoding, end);
      if (header.tag() == Tag.ITEM_END) {
        break;
      }
      element(elements, header, encoding, end, depth);
    }
    return elements;
  }

  private void element(DataSet into, Header header, Encoding encoding, int end, int depth)
      throws UnreadableRecordingException {
    boolean known = Tag.SEQUENCES.contains(header.tag());
    // what a converter did not know is a sequence in implicit representation (PS3.5 6.2.2)
    Encoding within = header.vr().equals("UN") ? Encoding.IMPLICIT_LITTLE : encoding;
    if (header.undefined()) {
      List<DataSet> items = items(header, within, end, depth);
      if (known) {
        into.put(header.tag(), items);
      }
      return;
    }
    require(header.length(), end, position);
    int next = position + (int) header.length();
    if (known) {
      into.put(header.tag(), items(header, within, next, depth));
    } else if (Tag.isKept(header.tag())) {
      into.put(
          header.tag(),
          new DataSet.Value(bytes, position, (int) header.length(), encoding.order()));
    }
    position = next;
  }

  private List<DataSet> items(Header sequence, Encoding encoding, int end, int depth)
      throws UnreadableRecordingException {
    if (depth >= DEEPEST) {
      throw new UnreadableRecordingException(
          LIMIT_EXCEEDED,
          "Sequences nest more than " + DEEPEST + " deep at byte " + position + "; refused");
    }
    List<DataSet> items = new ArrayList<>();
    while (position < end) {
      Header item = header(encoding, end);
      if (item.tag() == Tag.SEQUENCE_END) {
        break;
      }
      if (item.tag() != Tag.ITEM) {
        throw unreadable("stands where an item of a sequence should", item.tag(), position);
      }
      if (!item.undefined()) {
        require(item.length(), end, position);
      }
      int itemEnd = item.undefined() ? end : position + (int) item.length();
      if (BULK.contains(sequence.vr())) {
        position = itemEnd;
      } else {
        items.add(dataSet(encoding, itemEnd, depth + 1));
      }
    }
    return items;
  }

  private void require(long length, int end, int at) throws UnreadableRecordingException {
    if (length > end - at) {
      throw new UnreadableRecordingException(
          TRUNCATED,
          "The element at byte %d says %d bytes and %d are left; fetch the file again"
              .formatted(at, length, Math.max(0, end - at)));
    }
  }

  private static UnreadableRecordingException unreadable(String what, int tag, int at) {
    return new UnreadableRecordingException(
        UNREADABLE_HEADER,
        "The data element %s at byte %d %s; the file is damaged or no DICOM file"
            .formatted(Tag.name(tag), at, what));
  }

  private static int tag(ByteBuffer buffer, int at) {
    return buffer.getShort(at) << 16 | Short.toUnsignedInt(buffer.getShort(at + 2));
  }
}
