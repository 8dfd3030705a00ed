package org.ecgnat.preprocessing.format.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.apache.hadoop.fs.FSDataInputStream;

/** A file on any Hadoop file system; skipping costs nothing, small reads are buffered. */
final class SeekableInput extends InputStream {
  private static final int BUFFER_BYTES = 8 << 10;

  private final FSDataInputStream in;
  private final long length;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int next;
  private int filled;
  private long position;

  /** The file system is at fault, not the archive. */
  static final class StorageException extends IOException {
    private static final long serialVersionUID = 1L;

    private StorageException(IOException cause) {
      super("The archive's file system does not read it", cause);
    }
  }

  SeekableInput(FSDataInputStream in, long length) {
    this.in = in;
    this.length = length;
  }

  /** Byte that is read next. */
  long position() {
    return position;
  }

  long length() {
    return length;
  }

  void seek(long target) {
    long inBuffer = target - (position - next);
    if (inBuffer >= 0 && inBuffer <= filled) {
      next = (int) inBuffer;
    } else {
      next = 0;
      filled = 0;
    }
    position = target;
  }

  @Override
  public int read() throws IOException {
    if (next == filled && !fill()) {
      return -1;
    }
    position++;
    return buffer[next++] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    Objects.checkFromIndexSize(offset, count, bytes.length);
    if (count == 0) {
      return 0;
    }
    int read;
    if (next == filled && count >= BUFFER_BYTES) {
      read = fetch(bytes, offset, count);
    } else if (next == filled && !fill()) {
      return -1;
    } else {
      read = Math.min(count, filled - next);
      System.arraycopy(buffer, next, bytes, offset, read);
      next += read;
    }
    position += Math.max(0, read);
    return read;
  }

  private boolean fill() throws IOException {
    next = 0;
    filled = Math.max(0, fetch(buffer, 0, BUFFER_BYTES));
    return filled > 0;
  }

  private int fetch(byte[] bytes, int offset, int count) throws IOException {
    if (position >= length) {
      return -1;
    }
    try {
      if (in.getPos() != position) {
        in.seek(position);
      }
      return in.read(bytes, offset, (int) Math.min(count, length - position));
    } catch (IOException e) {
      throw new StorageException(e);
    }
  }

  /** Exactly so many bytes from a place. */
  byte[] readAt(long place, int count) throws IOException {
    if (place < 0 || count > length - place) {
      throw new EOFException("The archive ends before byte " + place);
    }
    seek(place);
    byte[] bytes = readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("The archive ends before byte " + place);
    }
    return bytes;
  }

  @Override
  public long skip(long count) {
    long skipped = Math.max(0, Math.min(count, length - position));
    seek(position + skipped);
    return skipped;
  }

  @Override
  public int available() {
    return (int) Math.max(0, Math.min(Integer.MAX_VALUE, length - position));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
