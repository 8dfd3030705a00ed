package org.ecgnat.preprocessing.format.matlab;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.format.matlab.MatArray.Stored;

/**
 * MAT-files of Level 5 ("MAT-File Format", chapter 1): tagged elements, compressed or not. Only
 * what lies on the way to the wanted variable is looked into, so nesting is as deep as its name.
 */
final class Level5 {
  private static final int HEADER_BYTES = 128;
  private static final int TAG_BYTES = 8;
  private static final int MATRIX = 14;
  private static final int COMPRESSED = 15;
  private static final int COMPLEX = 0x0800;
  private static final int STRUCT_CLASS = 2;
  private static final int CHAR_CLASS = 4;
  private static final int FIRST_NUMERIC_CLASS = 6;
  private static final int LAST_NUMERIC_CLASS = 15;

  private final String[] path;

  private Level5(String[] path) {
    this.path = path;
  }

  /** A tagged element. */
  private record Element(int type, ByteBuffer data) {}

  /**
   * Finds a matrix.
   *
   * @param content the file's
   * @param path name of the variable, and of fields inside it
   * @return empty where there is none of that name
   */
  static Optional<MatArray> find(byte[] content, String[] path)
      throws UnreadableRecordingException {
    ByteBuffer file =
        ByteBuffer.wrap(content)
            .order(content[126] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
            .position(HEADER_BYTES);
    Level5 level = new Level5(path);
    while (file.remaining() >= TAG_BYTES) {
      Element element = next(file);
      if (element.type() == COMPRESSED) {
        element = level.inflated(element.data());
      }
      if (element.type() == MATRIX) {
        Optional<MatArray> found = level.matrix(element.data(), 0);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** A compressed variable, whole if it is the wanted one, else as much as tells that it is not. */
  private Element inflated(ByteBuffer compressed) throws UnreadableRecordingException {
    ByteBuffer beginning = BoundedInflater.beginning(compressed);
    if (beginning.remaining() < TAG_BYTES) {
      throw truncated();
    }
    int type = beginning.getInt(0);
    long bytes = Integer.toUnsignedLong(beginning.getInt(4)) + TAG_BYTES;
    if (type != MATRIX) {
      return new Element(0, beginning);
    }
    if (beginning.remaining() >= bytes) {
      return next(beginning);
    }
    ByteBuffer body = beginning.slice(TAG_BYTES, beginning.remaining() - TAG_BYTES);
    body.order(compressed.order());
    next(body); // flags
    next(body); // dimensions
    boolean wanted = text(next(body).data()).equals(path[0]);
    return wanted ? next(BoundedInflater.whole(compressed, bytes)) : new Element(0, beginning);
  }

  private Optional<MatArray> matrix(ByteBuffer body, int depth)
      throws UnreadableRecordingException {
    if (!body.hasRemaining()) {
      return Optional.empty(); // an empty field
    }
    ByteBuffer flags = next(body).data();
    ByteBuffer dimensions = next(body).data();
    String name = text(next(body).data());
    if (flags.remaining() < 4 || dimensions.remaining() < 8) {
      throw truncated();
    }
    if (depth == 0 && !name.equals(path[0])) {
      return Optional.empty();
    }
    int kind = flags.getInt(0) & 0xFF;
    int rows = dimensions.getInt(0);
    int columns = dimensions.getInt(4);
    if (depth < path.length - 1) {
      if (kind != STRUCT_CLASS || rows != 1 || columns != 1 || dimensions.remaining() != 8) {
        throw MatFile.unsupported("is no single struct where its layout names a field");
      }
      return field(body, depth);
    }
    boolean numbers = kind >= FIRST_NUMERIC_CLASS && kind <= LAST_NUMERIC_CLASS;
    if ((!numbers && kind != CHAR_CLASS) || dimensions.remaining() != 8) {
      throw MatFile.unsupported("is no matrix of numbers or characters");
    } else if ((flags.getInt(0) & COMPLEX) != 0) {
      throw MatFile.unsupported("is complex");
    }
    Element real = next(body);
    return Optional.of(MatArray.of(rows, columns, stored(real.type()), real.data()));
  }

  private Optional<MatArray> field(ByteBuffer body, int depth) throws UnreadableRecordingException {
    ByteBuffer width = next(body).data();
    ByteBuffer names = next(body).data();
    int bytes = width.remaining() < 4 ? 0 : width.getInt(0);
    if (bytes <= 0) {
      throw truncated();
    }
    for (int at = 0; at <= names.remaining() - bytes; at += bytes) {
      Element value = next(body);
      if (text(names.slice(at, bytes)).equals(path[depth + 1])) {
        return value.type() == MATRIX ? matrix(value.data(), depth + 1) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** The next element; one of up to four bytes stands in its own tag. */
  private static Element next(ByteBuffer buffer) throws UnreadableRecordingException {
    if (buffer.remaining() < TAG_BYTES) {
      throw truncated();
    }
    int first = buffer.getInt();
    boolean small = first >>> 16 != 0;
    int type = small ? first & 0xFFFF : first;
    int bytes = small ? first >>> 16 : buffer.getInt();
    if (bytes < 0 || bytes > buffer.remaining() || (small && bytes > 4)) {
      throw truncated();
    }
    ByteBuffer data = buffer.slice(buffer.position(), bytes).order(buffer.order());
    int padded =
        small
            ? 4
            : type == COMPRESSED ? bytes : (int) Math.min((bytes + 7L) & -8L, buffer.remaining());
    buffer.position(buffer.position() + padded);
    return new Element(type, data);
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString().split("\0", 2)[0];
  }

  private static Stored stored(int type) throws UnreadableRecordingException {
    return switch (type) {
      case 1 -> Stored.INT8;
      case 2, 16 -> Stored.UINT8; // and UTF-8: what is read of texts is ASCII
      case 3 -> Stored.INT16;
      case 4, 17 -> Stored.UINT16; // and UTF-16
      case 5 -> Stored.INT32;
      case 6, 18 -> Stored.UINT32; // and UTF-32
      case 7 -> Stored.SINGLE;
      case 9 -> Stored.DOUBLE;
      case 12, 13 -> Stored.INT64;
      default -> throw MatFile.unsupported("is stored as type " + type);
    };
  }

  private static UnreadableRecordingException truncated() {
    return new UnreadableRecordingException(
        Reason.TRUNCATED, "The MAT-file is damaged or cut off; fetch it again");
  }
}
