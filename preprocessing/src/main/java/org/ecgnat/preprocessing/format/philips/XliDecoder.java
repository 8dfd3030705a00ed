package org.ecgnat.preprocessing.format.philips;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.DAMAGED_SIGNAL;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.TRUNCATED;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/**
 * Undoes the XLI compression of Philips carts, which Philips does not publish; the description is
 * that of the wiki of sierra-ecg-tools (C. A. Watford, 2011–2022), checked against the recordings
 * themselves. A chunk per lead:
 *
 * <ul>
 *   <li>a header of 8 bytes, little endian: size of the codes in bytes (int32), a flag (int16), the
 *       first second difference (int16);
 *   <li>LZW codes, see {@link LzwDecoder}. They expand to 2 bytes a sample: the high bytes of all
 *       samples, then their low bytes.
 * </ul>
 *
 * <p>These 16-bit numbers d are samples at the first two places, and second differences with a bias
 * of 64 from then on, each used one place later: x[n] = 2·x[n−1] − x[n−2] − e[n], where e[2] is
 * that of the header and e[n] = d[n−1] − 64.
 */
final class XliDecoder {
  private static final int HEADER_BYTES = 8;
  private static final int BIAS = 64;

  private final byte[] bytes;
  private int at;

  XliDecoder(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Decodes the next lead.
   *
   * @param samples how many it has
   * @param lead its number from 1, for messages
   * @return {@code (samples)}, in the file's unit
   * @throws UnreadableRecordingException where the chunk does not hold as many, or they do not fit
   *     into 16 bits
   */
  int[] next(int samples, int lead) throws UnreadableRecordingException {
    if (bytes.length - at < HEADER_BYTES) {
      throw truncated(lead);
    }
    ByteBuffer header = ByteBuffer.wrap(bytes, at, HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    int size = header.getInt();
    header.getShort();
    int firstDifference = header.getShort();
    int start = at + HEADER_BYTES;
    if (size < 0 || size > bytes.length - start) {
      throw truncated(lead);
    }
    byte[] expanded = LzwDecoder.expand(bytes, start, start + size, 2 * samples);
    if (expanded.length < 2 * samples) {
      throw truncated(lead);
    }
    at = start + size;
    return integrate(expanded, samples, firstDifference, lead);
  }

  private static int[] integrate(byte[] expanded, int samples, int firstDifference, int lead)
      throws UnreadableRecordingException {
    int[] values = new int[samples];
    int difference = firstDifference;
    for (int n = 0; n < samples; n++) {
      int stored = (short) ((expanded[n] << 8) | (expanded[samples + n] & 0xFF));
      if (n < 2) {
        values[n] = stored;
      } else {
        int value = 2 * values[n - 1] - values[n - 2] - difference;
        if (value != (short) value) {
          throw new UnreadableRecordingException(
              DAMAGED_SIGNAL,
              "Sample "
                  + (n + 1)
                  + " of lead "
                  + lead
                  + " does not fit into 16 bits: the compressed data are damaged; export the"
                  + " recording again");
        }
        values[n] = value;
        difference = stored - BIAS;
      }
    }
    return values;
  }

  private static UnreadableRecordingException truncated(int lead) {
    return new UnreadableRecordingException(
        TRUNCATED,
        "The compressed data of lead " + lead + " end too early; export the recording again");
  }
}
