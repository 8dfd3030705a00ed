package org.ecgnat.preprocessing.format.flac;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.LIMIT_EXCEEDED;

import java.util.Arrays;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;

/**
 * Decodes a FLAC stream of up to 24 bits a sample (RFC 9639): constant, verbatim, fixed and linear
 * prediction, coupled channels. The checksums of all frames are compared.
 */
public final class FlacDecoder {
  private static final int DEEPEST = 24;
  private static final int FIRST_CAPACITY = 1 << 16;

  private final byte[] file;
  private final BitReader bits;
  private final FlacStreamInfo stream;
  private final long mostSamples;
  private final int[][] channels;
  private int decoded;

  private FlacDecoder(byte[] file, int start, long mostSamples)
      throws UnreadableRecordingException {
    this.file = file;
    this.bits = new BitReader(file, Math.min(start, file.length));
    this.stream = FlacStreamInfo.read(bits);
    this.mostSamples = Math.min(mostSamples / stream.channels(), Integer.MAX_VALUE - 8);
    if (stream.bitsPerSample() > DEEPEST) {
      throw new UnreadableRecordingException(
          Reason.UNSUPPORTED_FORMAT,
          "Cannot read the FLAC signal file: it has "
              + stream.bitsPerSample()
              + " bits a sample; up to "
              + DEEPEST
              + " are read");
    }
    this.channels = new int[stream.channels()][];
    int capacity = (int) Math.min(stream.samples(), Math.max(FIRST_CAPACITY, file.length));
    Arrays.setAll(channels, channel -> new int[capacity]);
  }

  /**
   * Decodes a stream.
   *
   * @param file all bytes of the file
   * @param start where the stream begins
   * @param mostSamples over all channels: a stream that decodes to more is refused before they are
   *     allocated, since constant stretches shrink without limit
   * @return {@code (channels, samples)}
   * @throws UnreadableRecordingException where the stream is damaged, ends early or is too long
   */
  public static int[][] decode(byte[] file, int start, long mostSamples)
      throws UnreadableRecordingException {
    return new FlacDecoder(file, start, mostSamples).decode();
  }

  private int[][] decode() throws UnreadableRecordingException {
    while (stream.samples() == 0 ? !bits.isAtEnd() : decoded < stream.samples()) {
      decodeFrame();
    }
    for (int channel = 0; channel < channels.length; channel++) {
      if (channels[channel].length != decoded) {
        channels[channel] = Arrays.copyOf(channels[channel], decoded);
      }
    }
    return channels;
  }

  private void decodeFrame() throws UnreadableRecordingException {
    int start = bits.position();
    FrameHeader frame = FrameHeader.read(file, bits, stream);
    int end = reserve(frame.blockSize());
    for (int channel = 0; channel < channels.length; channel++) {
      boolean difference =
          switch (frame.coupling()) {
            case INDEPENDENT -> false;
            case LEFT_SIDE, MID_SIDE -> channel == 1;
            case SIDE_RIGHT -> channel == 0;
          };
      int depth = stream.bitsPerSample() + (difference ? 1 : 0);
      Subframe.read(bits, depth, channels[channel], decoded, frame.blockSize());
    }
    bits.alignToByte();
    int checked = bits.position();
    if (bits.read(16) != Crc.crc16(file, start, checked)) {
      throw FlacFaults.damaged("a frame does not match its checksum", start);
    }
    if (frame.coupling() != FrameHeader.Coupling.INDEPENDENT) {
      uncouple(frame.coupling(), channels[0], channels[1], decoded, end);
    }
    decoded = end;
  }

  /** Makes room for a frame; the array doubles, so that all copying together is in proportion. */
  private int reserve(int blockSize) throws UnreadableRecordingException {
    long end = (long) decoded + blockSize;
    if (end > mostSamples) {
      throw new UnreadableRecordingException(
          LIMIT_EXCEEDED,
          "The FLAC signal file of "
              + file.length
              + " bytes holds more than "
              + mostSamples
              + " samples a signal: constant, or longer than is read");
    }
    if (end > channels[0].length) {
      int capacity = (int) Math.min(mostSamples, Math.max(end, 2L * channels[0].length));
      for (int channel = 0; channel < channels.length; channel++) {
        channels[channel] = Arrays.copyOf(channels[channel], capacity);
      }
    }
    return (int) end;
  }

  /** Left and right from what was stored (section 4.2). */
  private static void uncouple(
      FrameHeader.Coupling coupling, int[] first, int[] second, int from, int to) {
    for (int i = from; i < to; i++) {
      int a = first[i];
      int b = second[i];
      switch (coupling) {
        case LEFT_SIDE -> second[i] = a - b;
        case SIDE_RIGHT -> first[i] = a + b;
        case MID_SIDE -> {
          int twiceMid = a << 1 | (b & 1);
          first[i] = (twiceMid + b) >> 1;
          second[i] = (twiceMid - b) >> 1;
        }
        case INDEPENDENT -> throw new IllegalArgumentException("Nothing to uncouple");
      }
    }
  }
}
