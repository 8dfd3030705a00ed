package org.ecgnat.preprocessing.format.matlab;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;

/** Inflates elements (RFC 1950) no further than is asked for, and no bombs. */
final class BoundedInflater {
  /** Flags, dimensions and a name of up to 63 letters, and some more. */
  private static final int BEGINNING_BYTES = 512;

  /** No ECG shrinks more. */
  private static final long MAX_RATIO = 100;

  private static final long BASE_BYTES = 1 << 20;

  private BoundedInflater() {}

  /** The first bytes of an element, or all of a shorter one. */
  static ByteBuffer beginning(ByteBuffer compressed) throws UnreadableRecordingException {
    return inflate(compressed, BEGINNING_BYTES);
  }

  /**
   * All of an element.
   *
   * @param bytes its size, as its tag states it
   */
  static ByteBuffer whole(ByteBuffer compressed, long bytes) throws UnreadableRecordingException {
    if (bytes > BASE_BYTES + MAX_RATIO * compressed.remaining() || bytes > Integer.MAX_VALUE - 8) {
      throw new UnreadableRecordingException(
          Reason.LIMIT_EXCEEDED,
          "A variable of the MAT-file inflates to more than "
              + MAX_RATIO
              + " times its size; save it without compression");
    }
    return inflate(compressed, (int) bytes);
  }

  private static ByteBuffer inflate(ByteBuffer compressed, int bytes)
      throws UnreadableRecordingException {
    byte[] inflated = new byte[bytes];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(compressed.duplicate());
      int size = 0;
      int read = 1;
      while (size < bytes && read > 0) {
        read = inflater.inflate(inflated, size, bytes - size);
        size += read;
      }
      return ByteBuffer.wrap(inflated, 0, size).order(compressed.order());
    } catch (DataFormatException e) {
      throw new UnreadableRecordingException(
          Reason.TRUNCATED, "A compressed variable of the MAT-file is damaged; fetch it again");
    } finally {
      inflater.end();
    }
  }
}
