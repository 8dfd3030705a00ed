package org.ecgnat.preprocessing.codec;

import java.util.Arrays;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * A window as the network sees it.
 *
 * @param samplingRateHz samples a second
 * @param samples samples a lead
 * @param leadMask bit {@code i} is set where {@code Lead.STANDARD.get(i)} is present
 * @param amplitudeKnown false where the unit is a standard deviation
 * @param signal {@code 12 × samples}, lead-major, 0 in absent leads; millivolts or standard
 *     deviations
 */
public record DecodedWindow(
    float samplingRateHz, int samples, int leadMask, boolean amplitudeKnown, float[] signal) {

  /** Whether a lead is there. */
  public boolean present(Lead lead) {
    return (leadMask >> lead.ordinal() & 1) == 1;
  }

  /**
   * The first samples of a lead, as a copy.
   *
   * @param length at most {@code samples}
   */
  public float[] lead(Lead lead, int length) {
    int from = lead.ordinal() * samples;
    return Arrays.copyOfRange(signal, from, from + length);
  }
}
