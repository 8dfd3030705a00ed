package org.ecgnat.preprocessing.format.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.ecgnat.preprocessing.format.FileTable;

/**
 * The content of an entry of a zip file (APPNOTE.TXT 4.3.7 and 4.4.5), checked against its size and
 * CRC-32 when it has been read to its end.
 */
final class ZipEntryData extends BulkInput {
  static final int STORED = 0;
  static final int DEFLATED = 8;

  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int LOCAL_BYTES = 30;

  private final InputStream in;
  private final Inflater inflater;
  private final CRC32 actual = new CRC32();
  private final long expected;
  private long remaining;

  private ZipEntryData(InputStream in, Inflater inflater, long size, long expected) {
    this.in = in;
    this.inflater = inflater;
    this.remaining = size;
    this.expected = expected;
  }

  static ZipEntryData open(SeekableInput archive, FileTable files, int row) throws IOException {
    long place = files.value(row, ArchiveDirectory.PLACE);
    ByteBuffer local =
        ByteBuffer.wrap(archive.readAt(place, LOCAL_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
    if (local.getInt(0) != LOCAL_SIGNATURE) {
      throw new ZipException("No entry begins at byte " + place);
    }
    archive.seek(
        place
            + LOCAL_BYTES
            + Short.toUnsignedInt(local.getShort(26))
            + Short.toUnsignedInt(local.getShort(28)));
    InputStream packed = new LimitedInput(archive, files.value(row, ArchiveDirectory.PACKED));
    long check = files.value(row, ArchiveDirectory.CHECK);
    Inflater inflater = new Inflater(true);
    return new ZipEntryData(
        check >>> 32 == STORED ? packed : new InflaterInputStream(packed, inflater, 32 << 10),
        inflater,
        files.value(row, ArchiveDirectory.SIZE),
        check & 0xFFFFFFFFL);
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    Objects.checkFromIndexSize(offset, count, bytes.length);
    if (remaining == 0) {
      verify();
      return -1;
    }
    int read = in.read(bytes, offset, (int) Math.min(count, remaining));
    if (read < 0) {
      throw new ZipException("The entry is shorter than the archive's directory says");
    }
    actual.update(bytes, offset, read);
    remaining -= read;
    return read;
  }

  private void verify() throws IOException {
    if (actual.getValue() != expected) {
      throw new ZipException("The entry's checksum is wrong");
    }
  }

  /** Leaves the archive open. */
  @Override
  public void close() {
    inflater.end();
  }
}
