package org.ecgnat.preprocessing.codec;

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
    float samplingRateHz, int samples, int leadMask, boolean amplitudeKnown, float[] signal) {}
