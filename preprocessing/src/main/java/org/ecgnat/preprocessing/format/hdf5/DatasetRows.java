package org.ecgnat.preprocessing.format.hdf5;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;

/**
 * A data set of numbers, read row by row along its first dimension: nothing but the rows that are
 * asked for is read from the file, and with chunks their neighbours in the same chunks, which are
 * kept for the next call.
 */
final class DatasetRows {
  /** Rows of a chunk that are kept. */
  private static final long MAX_KEPT_BYTES = 64L << 20;

  /** Longer rows are no ECG: an hour of twelve leads at 500 Hz in 32 bits. */
  private static final long MAX_ROW_BYTES = 96L << 20;

  /** Bytes of rows a byte of the file: ECG compresses to a third, padding to nothing. */
  private static final long MAX_RATIO = 200;

  /** What may be read whatever the size of the file. */
  private static final long BASE_BYTES = 8L << 20;

  private final Dataset dataset;
  private final HdfBackingStorage storage;
  private final NumberType type;
  private final long[] dimensions;
  private final int rowBytes;
  private byte[] kept = new byte[0];
  private long keptFrom;
  private long keptTo;

  private DatasetRows(Dataset dataset, HdfBackingStorage storage)
      throws UnreadableRecordingException {
    this.dataset = dataset;
    this.storage = storage;
    this.type = NumberType.of(dataset.getDataType());
    int[] declared = dataset.getDimensions();
    this.dimensions = new long[declared.length];
    long bytes = type.bytes();
    for (int axis = 0; axis < declared.length; axis++) {
      dimensions[axis] = declared[axis];
      if (declared[axis] <= 0) {
        throw new UnreadableRecordingException(
            Reason.NO_SIGNAL, "A data set of the HDF5 file is empty");
      }
      if (axis > 0) {
        bytes *= declared[axis];
        check(bytes, MAX_ROW_BYTES);
      }
    }
    if (declared.length == 0) {
      throw new UnreadableRecordingException(
          Reason.UNSUPPORTED_FORMAT, "A data set of the HDF5 file is a single number");
    }
    this.rowBytes = (int) bytes;
  }

  /**
   * Opens a data set.
   *
   * @param storage of the file that it lies in
   * @throws UnreadableRecordingException where it holds no numbers, or more than fits
   */
  static DatasetRows of(Dataset dataset, HdfBackingStorage storage)
      throws UnreadableRecordingException {
    return new DatasetRows(dataset, storage);
  }

  /** Its dimensions; the first counts rows. */
  long[] dimensions() {
    return dimensions.clone();
  }

  /** The type of its numbers. */
  NumberType type() {
    return type;
  }

  /** Bytes of a row. */
  int rowBytes() {
    return rowBytes;
  }

  /**
   * Reads a row.
   *
   * @return its numbers in row-major order, in the byte order of the type
   */
  ByteBuffer row(long row) throws UnreadableRecordingException {
    if (dataset instanceof ContiguousDataset contiguous) {
      return storage
          .readBufferFromAddress(contiguous.getDataAddress() + row * rowBytes, rowBytes)
          .slice()
          .order(type.order());
    }
    if (!(dataset instanceof ChunkedDataset chunked)) {
      throw new UnreadableRecordingException(
          Reason.UNSUPPORTED_FORMAT,
          "A data set of the HDF5 file is neither contiguous nor chunked");
    }
    if (row < keptFrom || row >= keptTo) {
      keepAround(row, chunked);
    }
    int at = (int) ((row - keptFrom) * rowBytes);
    return ByteBuffer.wrap(kept, at, rowBytes).slice().order(type.order());
  }

  private void keepAround(long row, ChunkedDataset chunked) throws UnreadableRecordingException {
    int[] chunk = chunked.getChunkDimensions();
    long chunkBytes = type.bytes();
    for (int axis = 0; axis < dimensions.length; axis++) {
      if (chunk[axis] <= 0) {
        throw new UnreadableRecordingException(
            Reason.UNREADABLE_HEADER, "A data set of the HDF5 file has empty chunks");
      }
      chunkBytes *= chunk[axis];
      check(chunkBytes, MAX_ROW_BYTES);
    }
    long from = row / chunk[0] * chunk[0];
    long to = Math.min(dimensions[0], from + chunk[0]);
    if ((to - from) * rowBytes > Math.min(MAX_KEPT_BYTES, allowed())) {
      from = row;
      to = row + 1;
    }
    ChunkDecoder decoder = new ChunkDecoder(chunked.getFilters(), (int) chunkBytes);
    keptTo = keptFrom; // nothing is kept if this fails
    kept = new byte[(int) ((to - from) * rowBytes)];
    int[] offset = new int[dimensions.length];
    offset[0] = (int) (row / chunk[0] * chunk[0]);
    do {
      byte[] bytes = decoder.decode(chunked.getRawChunkBuffer(offset.clone()));
      copy(bytes, chunk, offset, from, to);
    } while (advance(offset, chunk));
    keptFrom = from;
    keptTo = to;
  }

  /** The next chunk of the same rows, the last dimension first. */
  private boolean advance(int[] offset, int[] chunk) {
    for (int axis = dimensions.length - 1; axis > 0; axis--) {
      offset[axis] += chunk[axis];
      if (offset[axis] < dimensions[axis]) {
        return true;
      }
      offset[axis] = 0;
    }
    return false;
  }

  /** Copies what a chunk holds of rows {@code from} to {@code to}, run by run of the last axis. */
  private void copy(byte[] bytes, int[] chunk, int[] offset, long from, long to) {
    int last = dimensions.length - 1;
    if (last == 0) {
      int skip = (int) (from - offset[0]) * type.bytes();
      System.arraycopy(bytes, skip, kept, 0, kept.length);
      return;
    }
    int run = (int) Math.min(chunk[last], dimensions[last] - offset[last]) * type.bytes();
    int[] at = new int[last];
    at[0] = (int) (from - offset[0]);
    boolean more = true;
    while (more) {
      long source = 0;
      long target = offset[0] + at[0] - from;
      for (int axis = 0; axis < last; axis++) {
        source = source * chunk[axis] + at[axis];
        target = axis == 0 ? target : target * dimensions[axis] + offset[axis] + at[axis];
      }
      System.arraycopy(
          bytes,
          (int) (source * chunk[last] * type.bytes()),
          kept,
          (int) ((target * dimensions[last] + offset[last]) * type.bytes()),
          run);
      more = false;
      for (int axis = last - 1; axis >= 0 && !more; axis--) {
        at[axis]++;
        long end =
            axis == 0 ? to - offset[0] : Math.min(chunk[axis], dimensions[axis] - offset[axis]);
        more = at[axis] < end;
        if (!more) {
          at[axis] = axis == 0 ? at[axis] : 0;
        }
      }
    }
  }

  private long allowed() {
    return BASE_BYTES + MAX_RATIO * storage.size();
  }

  private void check(long bytes, long limit) throws UnreadableRecordingException {
    if (bytes > Math.min(limit, allowed())) {
      throw new UnreadableRecordingException(
          Reason.LIMIT_EXCEEDED,
          "A row or chunk of an HDF5 data set takes more than "
              + Math.min(limit, allowed())
              + " bytes");
    }
  }
}
