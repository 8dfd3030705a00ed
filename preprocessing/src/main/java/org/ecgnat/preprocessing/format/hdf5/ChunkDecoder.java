package org.ecgnat.preprocessing.format.hdf5;

import io.jhdf.filter.PipelineFilterWithData;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;

/**
 * Undoes the filters of a chunk ("HDF5 File Format Specification" IV.A.2.l): deflate, shuffle and
 * Fletcher's checksum, which h5py offers. jHDF would inflate to whatever size the chunk has; here
 * it ends at the size that a chunk must have.
 */
final class ChunkDecoder {
  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int FLETCHER_32 = 3;
  private static final int CHECKSUM_BYTES = 4;

  /** Deflate cannot do better (RFC 1951: 258 bytes in two bits). */
  private static final int LARGEST_RATIO = 1032;

  private final List<PipelineFilterWithData> filters;
  private final int chunkBytes;

  /**
   * @param filters in the order in which they were applied
   * @param chunkBytes of a whole chunk without them
   */
  ChunkDecoder(List<PipelineFilterWithData> filters, int chunkBytes)
      throws UnreadableRecordingException {
    this.filters = filters;
    this.chunkBytes = chunkBytes;
    for (PipelineFilterWithData filter : filters) {
      if (filter.getId() != DEFLATE && filter.getId() != SHUFFLE && filter.getId() != FLETCHER_32) {
        throw new UnreadableRecordingException(
            Reason.UNSUPPORTED_FORMAT,
            "The HDF5 file uses filter "
                + filter.getId()
                + "; write it again with gzip or without compression");
      }
    }
  }

  /** The bytes of a whole chunk. */
  byte[] decode(ByteBuffer stored) throws UnreadableRecordingException {
    byte[] bytes = new byte[stored.remaining()];
    stored.get(bytes);
    for (int i = filters.size() - 1; i >= 0; i--) {
      PipelineFilterWithData filter = filters.get(i);
      bytes =
          switch (filter.getId()) {
            case FLETCHER_32 -> Arrays.copyOf(bytes, Math.max(0, bytes.length - CHECKSUM_BYTES));
            // a chunk that does not shrink is stored as it is
            case DEFLATE -> bytes.length == chunkBytes ? bytes : inflate(bytes);
            default -> unshuffle(bytes, filter.getFilterData());
          };
    }
    if (bytes.length != chunkBytes) {
      throw truncated();
    }
    return bytes;
  }

  private byte[] inflate(byte[] bytes) throws UnreadableRecordingException {
    if (chunkBytes > (long) bytes.length * LARGEST_RATIO) {
      throw truncated();
    }
    byte[] whole = new byte[chunkBytes];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(bytes);
      int size = 0;
      while (size < chunkBytes) {
        int read = inflater.inflate(whole, size, chunkBytes - size);
        if (read == 0) {
          throw truncated();
        }
        size += read;
      }
      return whole;
    } catch (DataFormatException e) {
      throw truncated();
    } finally {
      inflater.end();
    }
  }

  /** Byte b of element e stands at b · elements + e. */
  private static byte[] unshuffle(byte[] bytes, int[] parameters) {
    int width = parameters.length == 0 ? 1 : parameters[0];
    if (width <= 1 || width > bytes.length) {
      return bytes;
    }
    int elements = bytes.length / width;
    byte[] whole = bytes.clone();
    for (int b = 0; b < width; b++) {
      for (int e = 0; e < elements; e++) {
        whole[e * width + b] = bytes[b * elements + e];
      }
    }
    return whole;
  }

  private static UnreadableRecordingException truncated() {
    return new UnreadableRecordingException(
        Reason.TRUNCATED, "A chunk of the HDF5 file is damaged or cut off; fetch it again");
  }
}
