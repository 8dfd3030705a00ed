package org.ecgnat.preprocessing.quality;

/**
 * Amplitudes of a lead's signal and of what disturbs it in one window, in the signal's unit.
 *
 * @param amplitude median over 2 s of largest minus smallest value
 * @param hum RMS of the stronger line of the mains; 0 where it is not told from its neighbours
 * @param wander largest minus smallest mean over 1 s
 * @param muscle RMS of the white noise that would give the median of the high frequencies, hum
 *     taken out; NaN where the rate is too low to tell it from the ECG
 * @param jump largest jump of the base line
 * @param spikes number of single samples that stick out; 0 where the rate is too low
 */
record LeadNoise(
    double amplitude, double hum, double wander, double muscle, double jump, int spikes) {}
