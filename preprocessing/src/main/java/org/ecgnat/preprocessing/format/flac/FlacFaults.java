package org.ecgnat.preprocessing.format.flac;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.CHECKSUM_MISMATCH;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.TRUNCATED;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNREADABLE_HEADER;

import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/** What can be wrong with a FLAC stream. */
final class FlacFaults {
  private FlacFaults() {}

  static UnreadableRecordingException header(String fault) {
    return new UnreadableRecordingException(
        UNREADABLE_HEADER, "Cannot read the FLAC signal file: " + fault);
  }

  static UnreadableRecordingException damaged(String fault, long at) {
    return new UnreadableRecordingException(
        CHECKSUM_MISMATCH,
        "The FLAC signal file is damaged near byte " + at + ": " + fault + "; fetch it again");
  }

  static UnreadableRecordingException truncated(long at) {
    return new UnreadableRecordingException(
        TRUNCATED, "The FLAC signal file ends too early, at byte " + at + "; fetch it again");
  }
}
