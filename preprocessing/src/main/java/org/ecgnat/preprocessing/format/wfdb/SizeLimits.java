package org.ecgnat.preprocessing.format.wfdb;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.LIMIT_EXCEEDED;

import java.util.List;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/** How many samples of a record are held in memory. */
final class SizeLimits {
  /** Samples of a record over all wanted signals, 1 GiB of floats. */
  private static final long MOST_SAMPLES = 1L << 28;

  /**
   * Gaps and constant stretches take no space in the files, so that a short file could ask for all
   * memory. Real recordings stay below this many samples a byte, beyond the first ones.
   */
  private static final long MOST_SAMPLES_PER_BYTE = 1024;

  private static final long ALWAYS_ALLOWED_SAMPLES = 1L << 20;

  private SizeLimits() {}

  /** How many samples files of so many bytes may stand for. */
  static long mostSamples(long bytes) {
    return Math.min(MOST_SAMPLES, ALWAYS_ALLOWED_SAMPLES + MOST_SAMPLES_PER_BYTE * bytes);
  }

  /** Checks the length that a header states, before any file is opened. */
  static void checkFrames(long frames, List<SignalLine> signals)
      throws UnreadableRecordingException {
    long perFrame = 0;
    for (SignalLine signal : signals) {
      perFrame += signal.samplesPerFrame();
    }
    checkFrames(frames, perFrame);
  }

  /** Checks a length at so many samples a frame over all signals. */
  static void checkFrames(long frames, long perFrame) throws UnreadableRecordingException {
    if (perFrame > 0 && frames > MOST_SAMPLES / perFrame) {
      throw new UnreadableRecordingException(
          LIMIT_EXCEEDED,
          "The record has more than " + MOST_SAMPLES + " samples over all signals; split it");
    }
  }

  /** Checks that the samples are in proportion to the files. */
  static void checkProportion(long samples, long bytes) throws UnreadableRecordingException {
    if (samples > mostSamples(bytes)) {
      throw new UnreadableRecordingException(
          LIMIT_EXCEEDED,
          "The record has " + samples + " samples in " + bytes + " bytes: nearly all gaps");
    }
  }
}
