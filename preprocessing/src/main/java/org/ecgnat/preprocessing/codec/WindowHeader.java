package org.ecgnat.preprocessing.codec;

import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * What the bytes of a window say about themselves.
 *
 * @param samplingRateHz samples a second and lead
 * @param samples samples a lead
 * @param leadMask bit {@code i} is set where {@code Lead.STANDARD.get(i)} is present
 * @param amplitude millivolts (1 µV a unit of the stored samples) or unknown (1/1000 of a standard
 *     deviation a unit)
 */
public record WindowHeader(float samplingRateHz, int samples, int leadMask, Amplitude amplitude) {

  /** A window of an hour at 1,000 Hz: anything longer is a damaged header. */
  static final int MAX_SAMPLES = 3_600_000;

  private static final int ALL_LEADS = (1 << Lead.COUNT) - 1;

  /** Refuses what no window can have. */
  public WindowHeader {
    if (!(samplingRateHz > 0) || Float.isInfinite(samplingRateHz)) {
      throw new IllegalArgumentException(
          "A window cannot have a rate of " + samplingRateHz + " Hz");
    }
    if (samples <= 0 || samples > MAX_SAMPLES) {
      throw new IllegalArgumentException("A window cannot have " + samples + " samples a lead");
    }
    if ((leadMask & ~ALL_LEADS) != 0) {
      throw new IllegalArgumentException(
          "Lead mask 0x" + Integer.toHexString(leadMask) + " has bits beyond the twelve leads");
    }
  }

  /** Whether a lead is present. */
  public boolean has(Lead lead) {
    return (leadMask >> lead.ordinal() & 1) != 0;
  }
}
