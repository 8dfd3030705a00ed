package org.ecgnat.preprocessing.format.archive;

import java.io.IOException;
import java.io.InputStream;

/** A stream whose single bytes come through its reading of many. */
abstract class BulkInput extends InputStream {

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public abstract int read(byte[] bytes, int offset, int count) throws IOException;
}
