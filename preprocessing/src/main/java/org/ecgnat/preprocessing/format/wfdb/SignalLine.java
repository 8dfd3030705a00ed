package org.ecgnat.preprocessing.format.wfdb;

import java.util.OptionalInt;

/**
 * A signal specification line of header(5).
 *
 * @param number its place among the signals, from 1
 * @param fileName plain name of the signal file
 * @param formatCode number of the sample format
 * @param samplesPerFrame samples of this signal in a frame
 * @param skewFrames frames of the file that precede sample 0 of this signal
 * @param byteOffset bytes of the file that precede the samples
 * @param gain units of the converter a physical unit; 0 where the signal is not calibrated
 * @param baseline the converter's value of physical zero
 * @param units the physical unit, as stated
 * @param initialValue the first sample, where stated
 * @param checksum the sum of all samples modulo 65,536, where stated
 * @param description what is measured: the lead's name, for an ECG
 */
record SignalLine(
    int number,
    String fileName,
    int formatCode,
    int samplesPerFrame,
    int skewFrames,
    int byteOffset,
    double gain,
    int baseline,
    String units,
    OptionalInt initialValue,
    OptionalInt checksum,
    String description) {}
