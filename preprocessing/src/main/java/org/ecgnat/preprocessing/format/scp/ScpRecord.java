package org.ecgnat.preprocessing.format.scp;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.CHECKSUM_MISMATCH;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.TRUNCATED;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNREADABLE_HEADER;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/**
 * The frame of a record (EN 1064, 5.2 and 5.3): six bytes of checksum and length, then sections,
 * which section 0 lists. Checksums of 0 count as not computed.
 */
final class ScpRecord {
  /** Checksum and length of the record. */
  private static final int RECORD_HEADER_BYTES = 6;

  /** Checksum, number, length, two versions, six reserved bytes. */
  private static final int SECTION_HEADER_BYTES = 16;

  private static final int POINTER_BYTES = 10;

  /** Sections that a record may have more of than the 24 that the newest standard defines. */
  private static final int MAX_SECTIONS = 1024;

  private static final byte[] MARK = "SCPECG".getBytes(StandardCharsets.US_ASCII);
  private static final int MARK_AT = RECORD_HEADER_BYTES + 10;

  /** Where a section lies; {@code length} with its header. */
  private record Pointer(int start, int length) {}

  private final byte[] bytes;
  private final Map<Integer, Pointer> pointers;

  private ScpRecord(byte[] bytes, Map<Integer, Pointer> pointers) {
    this.bytes = bytes;
    this.pointers = pointers;
  }

  /**
   * Whether a file begins like a record: the mark in the header of section 0, or, for version 1.0,
   * which left it open, a section 0 that points at itself.
   */
  static boolean begins(byte[] head) {
    if (head.length < RECORD_HEADER_BYTES + SECTION_HEADER_BYTES + POINTER_BYTES) {
      return false;
    }
    ByteBuffer buffer = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    boolean marked = true;
    for (int i = 0; i < MARK.length; i++) {
      marked &= head[MARK_AT + i] == MARK[i];
    }
    int section = RECORD_HEADER_BYTES;
    int pointer = section + SECTION_HEADER_BYTES;
    boolean pointsAtItself =
        buffer.getShort(section + 2) == 0
            && buffer.getShort(pointer) == 0
            && buffer.getInt(section + 4) == buffer.getInt(pointer + 2)
            && buffer.getInt(section + 4) >= SECTION_HEADER_BYTES + 12 * POINTER_BYTES
            && buffer.getInt(pointer + 6) == RECORD_HEADER_BYTES + 1;
    return marked || pointsAtItself;
  }

  /** Checks the record's length and checksum, and reads the list of sections. */
  static ScpRecord parse(byte[] bytes) throws UnreadableRecordingException {
    if (!begins(bytes)) {
      throw fault("it does not begin with a section 0");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long length = buffer.getInt(2) & 0xFFFFFFFFL;
    if (length > bytes.length) {
      throw new UnreadableRecordingException(
          TRUNCATED,
          "The SCP-ECG record announces "
              + length
              + " bytes, the file has "
              + bytes.length
              + "; fetch it again");
    }
    long listLength = buffer.getInt(RECORD_HEADER_BYTES + 4) & 0xFFFFFFFFL;
    if (length < RECORD_HEADER_BYTES + listLength || listLength < SECTION_HEADER_BYTES) {
      throw fault("its section 0 announces " + listLength + " of " + length + " bytes");
    }
    verify(bytes, 0, (int) length, "the record");
    Map<Integer, Pointer> pointers = new TreeMap<>();
    long count = (listLength - SECTION_HEADER_BYTES) / POINTER_BYTES;
    for (int i = 0; i < Math.min(count, MAX_SECTIONS); i++) {
      int at = RECORD_HEADER_BYTES + SECTION_HEADER_BYTES + i * POINTER_BYTES;
      int id = buffer.getShort(at) & 0xFFFF;
      long sectionLength = buffer.getInt(at + 2) & 0xFFFFFFFFL;
      long start = (buffer.getInt(at + 6) & 0xFFFFFFFFL) - 1;
      if (sectionLength > SECTION_HEADER_BYTES) {
        if (start < RECORD_HEADER_BYTES || start + sectionLength > length) {
          throw fault("section " + id + " lies outside its " + length + " bytes");
        }
        pointers.putIfAbsent(id, new Pointer((int) start, (int) sectionLength));
      }
    }
    return new ScpRecord(bytes, pointers);
  }

  /**
   * A section, its checksum verified.
   *
   * @return empty where the record has none of that number, or an empty one
   */
  Optional<ScpSection> section(int id) throws UnreadableRecordingException {
    Pointer pointer = pointers.get(id);
    if (pointer == null) {
      return Optional.empty();
    }
    ByteBuffer buffer =
        ByteBuffer.wrap(bytes, pointer.start(), pointer.length())
            .slice()
            .order(ByteOrder.LITTLE_ENDIAN);
    int found = buffer.getShort(2) & 0xFFFF;
    if (found != id) {
      throw fault("where section " + id + " should be, at byte " + pointer.start() + ", is none");
    }
    verify(bytes, pointer.start(), pointer.start() + pointer.length(), "section " + id);
    int version = buffer.get(8) & 0xFF;
    return Optional.of(new ScpSection(id, version, buffer.position(SECTION_HEADER_BYTES)));
  }

  /** A section that a recording cannot do without. */
  ScpSection required(int id) throws UnreadableRecordingException {
    Optional<ScpSection> section = section(id);
    if (section.isEmpty()) {
      throw fault("it has no section " + id);
    }
    return section.get();
  }

  /** The two bytes at {@code start} are the checksum of those behind them. */
  private static void verify(byte[] bytes, int start, int end, String what)
      throws UnreadableRecordingException {
    int stated = (bytes[start] & 0xFF) | ((bytes[start + 1] & 0xFF) << 8);
    if (stated != 0 && stated != Crc16.of(bytes, start + 2, end)) {
      throw new UnreadableRecordingException(
          CHECKSUM_MISMATCH,
          "The checksum of " + what + " of the SCP-ECG file does not match; fetch it again");
    }
  }

  static UnreadableRecordingException fault(String fault) {
    return new UnreadableRecordingException(
        UNREADABLE_HEADER, "Cannot read the SCP-ECG record: " + fault);
  }
}
