package org.ecgnat.preprocessing.format.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends a stream that unpacks to far more than there is. */
final class BombGuard extends FilterInputStream {
  private final SeekableInput packed;
  private final ArchiveLimits limits;
  private long unpacked;

  BombGuard(InputStream unpacking, SeekableInput packed, ArchiveLimits limits) {
    super(unpacking);
    this.packed = packed;
    this.limits = limits;
  }

  /** The stream was ended. */
  static final class BombException extends IOException {
    private static final long serialVersionUID = 1L;
    private final Refusal refusal;

    private BombException(Refusal refusal) {
      super("The archive unpacks to more than it may");
      this.refusal = refusal;
    }

    Refusal refusal() {
      return refusal;
    }
  }

  /** Bytes unpacked so far. */
  long unpacked() {
    return unpacked;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    int read = super.read(bytes, offset, count);
    unpacked += Math.max(0, read);
    if (limits.isBomb(unpacked, packed.position())) {
      throw new BombException(Refusal.BOMB);
    } else if (unpacked / 2 > limits.maxTotalBytes()) {
      // entries are counted too; this is for what is no entry
      throw new BombException(Refusal.TOTAL);
    }
    return read;
  }

  @Override
  public long skip(long count) throws IOException {
    byte[] thrownAway = new byte[(int) Math.min(count, 64 << 10)];
    long skipped = 0;
    while (skipped < count) {
      int read = read(thrownAway, 0, (int) Math.min(thrownAway.length, count - skipped));
      if (read < 0) {
        break;
      }
      skipped += read;
    }
    return skipped;
  }
}
