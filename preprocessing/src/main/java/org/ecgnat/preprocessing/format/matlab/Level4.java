package org.ecgnat.preprocessing.format.matlab;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.format.matlab.MatArray.Stored;

/** MAT-files of Level 4 ("MAT-File Format", chapter 2): full matrices one after another. */
final class Level4 {
  private static final int HEADER_BYTES = 20;

  /** By the digit P of the type MOPT. */
  private static final Stored[] STORED = {
    Stored.DOUBLE, Stored.SINGLE, Stored.INT32, Stored.INT16, Stored.UINT16, Stored.UINT8
  };

  private Level4() {}

  /**
   * Finds a matrix.
   *
   * @param content the file's
   * @param name of the variable
   * @return empty where there is none of that name
   */
  static Optional<MatArray> find(byte[] content, String name) throws UnreadableRecordingException {
    ByteBuffer file = ByteBuffer.wrap(content);
    while (file.remaining() >= HEADER_BYTES) {
      file.order(ByteOrder.LITTLE_ENDIAN);
      int mopt = file.getInt(file.position());
      if (mopt < 0 || mopt > 5000) {
        file.order(ByteOrder.BIG_ENDIAN);
        mopt = file.getInt(file.position());
      }
      int precision = mopt / 10 % 10;
      boolean known = mopt >= 0 && mopt < 2000 && mopt / 100 % 10 == 0 && precision < STORED.length;
      if (!known) {
        throw new UnreadableRecordingException(
            Reason.UNSUPPORTED_FORMAT,
            "Byte " + file.position() + " begins no matrix of a MAT-file of Level 4 or 5");
      }
      file.getInt();
      int rows = file.getInt();
      int columns = file.getInt();
      boolean complex = file.getInt() != 0;
      int nameBytes = file.getInt();
      long elements = (long) rows * columns;
      long dataBytes = elements * STORED[precision].bytes() * (complex ? 2 : 1);
      if (rows < 0
          || columns < 0
          || nameBytes < 0
          || elements > content.length
          || nameBytes + dataBytes > file.remaining()) {
        throw new UnreadableRecordingException(
            Reason.TRUNCATED, "The MAT-file ends inside a matrix; fetch it again");
      }
      int start = file.position();
      String found = new String(content, start, nameBytes, StandardCharsets.ISO_8859_1);
      file.position(start + nameBytes);
      if (found.equals(name) || found.equals(name + '\0')) {
        if (mopt % 10 == 2 || complex) {
          throw MatFile.unsupported("is sparse or complex");
        }
        return Optional.of(MatArray.of(rows, columns, STORED[precision], file));
      }
      file.position((int) (start + nameBytes + dataBytes));
    }
    return Optional.empty();
  }
}
