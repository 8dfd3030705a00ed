package org.ecgnat.preprocessing.format.cardiosoft;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.TRUNCATED;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNREADABLE_HEADER;

import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.recording.Lead;

/** Whole numbers with commas between them. */
final class SampleList {
  /** Carts store 16-bit samples. */
  private static final int LARGEST = 1 << 16;

  private SampleList() {}

  /**
   * The samples of a lead.
   *
   * @param text such as {@code 12,-3,0}
   * @param samples how many there are to be; further ones are not read
   * @param millivoltsPerUnit what one unit is
   */
  static float[] parse(String text, int samples, double millivoltsPerUnit, Lead lead)
      throws UnreadableRecordingException {
    if (samples > text.length() / 2 + 1) {
      throw truncated(lead, samples);
    }
    float[] values = new float[samples];
    int at = 0;
    for (int i = 0; i < samples; i++) {
      if (at >= text.length()) {
        throw truncated(lead, samples);
      }
      int comma = text.indexOf(',', at);
      int end = comma < 0 ? text.length() : comma;
      values[i] = (float) (parse(text.substring(at, end).strip(), lead, i) * millivoltsPerUnit);
      at = end + 1;
    }
    return values;
  }

  private static int parse(String number, Lead lead, int index)
      throws UnreadableRecordingException {
    try {
      int value = Integer.parseInt(number);
      if (Math.abs((long) value) < LARGEST) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Answered below, as a number out of range is.
    }
    throw new UnreadableRecordingException(
        UNREADABLE_HEADER,
        "Sample " + (index + 1) + " of lead " + lead.label() + " is no 16-bit number");
  }

  private static UnreadableRecordingException truncated(Lead lead, int samples) {
    return new UnreadableRecordingException(
        TRUNCATED,
        "WaveformData of lead "
            + lead.label()
            + " holds less than "
            + samples
            + " samples; export the recording again");
  }
}
