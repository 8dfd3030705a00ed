package org.ecgnat.preprocessing.format.flac;

import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/**
 * What a FLAC stream says about itself (RFC 9639, section 8.2).
 *
 * @param channels 1 to 8
 * @param bitsPerSample 4 to 32
 * @param samples of each channel; 0 where not stated
 */
public record FlacStreamInfo(int channels, int bitsPerSample, long samples) {
  /** {@code fLaC}. */
  private static final int MARK = 0x664c6143;

  private static final int TYPE = 0;
  private static final int BYTES = 34;

  /**
   * Reads the beginning of a stream.
   *
   * @param file all bytes of the file
   * @param start where the stream begins
   * @throws UnreadableRecordingException where no FLAC stream begins there
   */
  public static FlacStreamInfo read(byte[] file, int start) throws UnreadableRecordingException {
    return read(new BitReader(file, Math.min(start, file.length)));
  }

  /** Reads the mark and all metadata blocks (section 8.1), up to the first frame. */
  static FlacStreamInfo read(BitReader bits) throws UnreadableRecordingException {
    if (bits.read(32) != MARK) {
      throw FlacFaults.header("it does not begin as a FLAC stream");
    }
    boolean last = bits.read(1) == 1;
    if (bits.read(7) != TYPE || bits.read(24) != BYTES) {
      throw FlacFaults.header("its first block is not the stream's description");
    }
    // sizes of blocks and frames, and the sampling rate, which the record's header states
    bits.skip(10);
    bits.read(20);
    int channels = (int) bits.read(3) + 1;
    int bitsPerSample = (int) bits.read(5) + 1;
    long samples = bits.read(36);
    bits.skip(16);
    while (!last) {
      last = bits.read(1) == 1;
      bits.read(7);
      bits.skip((int) bits.read(24));
    }
    if (bitsPerSample < 4) {
      throw FlacFaults.header("it states " + bitsPerSample + " bits a sample");
    }
    return new FlacStreamInfo(channels, bitsPerSample, samples);
  }
}
