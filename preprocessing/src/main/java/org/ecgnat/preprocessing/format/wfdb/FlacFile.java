package org.ecgnat.preprocessing.format.wfdb;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNSUPPORTED_FORMAT;

import java.util.Arrays;
import java.util.List;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.flac.FlacDecoder;
import org.ecgnat.preprocessing.format.flac.FlacStreamInfo;

/**
 * Formats 508, 516 and 524 of signal(5): a FLAC stream with a channel a signal, of at most 8, 16 or
 * 24 bits a sample. The signals of a file have the same number of samples a frame.
 */
final class FlacFile implements SignalFile {
  private final int[][] channels;
  private final int perFrame;
  private final int invalid;

  private FlacFile(int[][] channels, int perFrame, int invalid) {
    this.channels = channels;
    this.perFrame = perFrame;
    this.invalid = invalid;
  }

  /** Bits a sample; 0 for another format. */
  static int bits(int formatCode) {
    return switch (formatCode) {
      case 508 -> 8;
      case 516 -> 16;
      case 524 -> 24;
      default -> 0;
    };
  }

  /**
   * Decodes a file.
   *
   * @param file all of it
   * @param start where the stream begins
   */
  static FlacFile decode(byte[] file, int start, List<SignalLine> signals)
      throws UnreadableRecordingException {
    int bits = bits(signals.get(0).formatCode());
    int perFrame = signals.get(0).samplesPerFrame();
    FlacStreamInfo stream = FlacStreamInfo.read(file, start);
    if (stream.channels() != signals.size()
        || stream.bitsPerSample() > bits
        || signals.stream().anyMatch(signal -> signal.samplesPerFrame() != perFrame)) {
      throw new UnreadableRecordingException(
          UNSUPPORTED_FORMAT,
          "The FLAC signal file has %d channels of %d bits, where the WFDB header has %d signals of"
                  .formatted(stream.channels(), stream.bitsPerSample(), signals.size())
              + " at most "
              + bits
              + " bits; or they differ in samples a frame");
    }
    int[][] channels = FlacDecoder.decode(file, start, SizeLimits.mostSamples(file.length));
    return new FlacFile(channels, perFrame, -1 << (bits - 1));
  }

  @Override
  public long frames() {
    return channels[0].length / perFrame;
  }

  @Override
  public int invalid() {
    return invalid;
  }

  @Override
  public int[] samples(int row, int frames) {
    int[] samples = channels[row];
    int count = Math.multiplyExact(frames, perFrame);
    return count == samples.length ? samples : Arrays.copyOf(samples, count);
  }
}
