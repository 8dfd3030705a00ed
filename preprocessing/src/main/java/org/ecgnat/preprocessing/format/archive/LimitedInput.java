package org.ecgnat.preprocessing.format.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The next bytes of a stream, which stays open when this one is closed. */
final class LimitedInput extends BulkInput {
  private final InputStream in;
  private long remaining;

  LimitedInput(InputStream in, long bytes) {
    this.in = in;
    this.remaining = bytes;
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    Objects.checkFromIndexSize(offset, count, bytes.length);
    if (count == 0) {
      return 0;
    }
    if (remaining == 0) {
      return -1;
    }
    int read = in.read(bytes, offset, (int) Math.min(count, remaining));
    remaining -= Math.max(0, read);
    return read;
  }
}
