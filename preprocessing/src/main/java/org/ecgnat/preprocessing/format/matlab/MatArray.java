package org.ecgnat.preprocessing.format.matlab;

import java.nio.ByteBuffer;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;

/**
 * A matrix of a MAT-file, of numbers or of the codes of characters, column by column.
 *
 * @param rows its height
 * @param columns its width
 * @param type how the elements are stored
 * @param data the elements, in the byte order of the file
 */
record MatArray(int rows, int columns, Stored type, ByteBuffer data) {

  /** How elements are stored, which may be shorter than what they are in MATLAB. */
  enum Stored {
    INT8(1),
    UINT8(1),
    INT16(2),
    UINT16(2),
    INT32(4),
    UINT32(4),
    INT64(8),
    SINGLE(4),
    DOUBLE(8);

    private final int bytes;

    Stored(int bytes) {
      this.bytes = bytes;
    }

    /** Bytes of an element. */
    int bytes() {
      return bytes;
    }

    private double get(ByteBuffer data, int index) {
      int at = index * bytes;
      return switch (this) {
        case INT8 -> data.get(at);
        case UINT8 -> Byte.toUnsignedInt(data.get(at));
        case INT16 -> data.getShort(at);
        case UINT16 -> Short.toUnsignedInt(data.getShort(at));
        case INT32 -> data.getInt(at);
        case UINT32 -> Integer.toUnsignedLong(data.getInt(at));
        case INT64 -> data.getLong(at);
        case SINGLE -> data.getFloat(at);
        case DOUBLE -> data.getDouble(at);
      };
    }
  }

  /**
   * Checks that the elements are there.
   *
   * @throws UnreadableRecordingException where fewer are
   */
  static MatArray of(int rows, int columns, Stored type, ByteBuffer data)
      throws UnreadableRecordingException {
    if (rows < 0 || columns < 0 || (long) rows * columns > data.remaining() / type.bytes()) {
      throw new UnreadableRecordingException(
          Reason.TRUNCATED, "A matrix of the MAT-file has fewer elements than its size says");
    }
    return new MatArray(rows, columns, type, data.slice().order(data.order()));
  }

  /** An element. */
  double get(int row, int column) {
    return type.get(data, column * rows + row);
  }

  /** The elements as text, row by row; at most 64 characters, more is nothing that is read. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns && text.length() < 64; column++) {
        text.append((char) get(row, column));
      }
    }
    return text.toString();
  }
}
