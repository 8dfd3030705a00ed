package org.ecgnat.preprocessing.format.scp;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.TRUNCATED;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/**
 * The data part of a section, read from front to back: little endian, every read checked against
 * the section's end.
 */
final class ScpSection {
  private final int id;
  private final int version;
  private final ByteBuffer data;

  /**
   * @param id the section's number
   * @param version the section's version, ten times the version of the standard
   * @param data what follows the section's 16-byte header
   */
  ScpSection(int id, int version, ByteBuffer data) {
    this.id = id;
    this.version = version;
    this.data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  int id() {
    return id;
  }

  int version() {
    return version;
  }

  /** The same section, to be read from here on its own. */
  ScpSection copy() {
    return new ScpSection(id, version, data);
  }

  /** Bytes not yet read. */
  int remaining() {
    return data.remaining();
  }

  int u8() throws UnreadableRecordingException {
    need(1);
    return data.get() & 0xFF;
  }

  int u16() throws UnreadableRecordingException {
    need(2);
    return data.getShort() & 0xFFFF;
  }

  int s16() throws UnreadableRecordingException {
    need(2);
    return data.getShort();
  }

  int s32() throws UnreadableRecordingException {
    need(4);
    return data.getInt();
  }

  long u32() throws UnreadableRecordingException {
    return s32() & 0xFFFFFFFFL;
  }

  byte[] bytes(int count) throws UnreadableRecordingException {
    need(count);
    byte[] bytes = new byte[count];
    data.get(bytes);
    return bytes;
  }

  /** A part of this section, to be read on its own. */
  ScpSection part(int count) throws UnreadableRecordingException {
    need(count);
    ScpSection part = new ScpSection(id, version, data.slice().limit(count));
    data.position(data.position() + count);
    return part;
  }

  /** A text of a stated length, up to its first NUL. */
  String text(int count) throws UnreadableRecordingException {
    byte[] bytes = bytes(count);
    int end = 0;
    while (end < count && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 0, end, StandardCharsets.ISO_8859_1).strip();
  }

  /** A text up to the next NUL, which is skipped, or to the end of the section. */
  String text() throws UnreadableRecordingException {
    int end = data.position();
    while (end < data.limit() && data.get(end) != 0) {
      end++;
    }
    String text = text(end - data.position());
    if (data.hasRemaining()) {
      data.get();
    }
    return text;
  }

  /** Makes sure that something announced is there before anything is allocated for it. */
  void need(long count) throws UnreadableRecordingException {
    if (count > data.remaining()) {
      throw new UnreadableRecordingException(
          TRUNCATED,
          "Section "
              + id
              + " of the SCP-ECG record ends at byte "
              + data.limit()
              + " of its data, but announces "
              + (count - data.remaining())
              + " bytes more; fetch the file again");
    }
  }
}
