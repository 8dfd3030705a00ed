package org.ecgnat.preprocessing.format.wfdb;

import java.util.OptionalInt;

/**
 * A signal specification line of header(5).
 *
 * @param number its place among the signals, from 1
 * @param fileName plain name of the signal file; {@code ~} where there is none
 * @param formatCode number of the sample format; 0 for a signal without samples
 * @param samplesPerFrame samples of this signal in a frame, at least 1
 * @param skewFrames frames of the file that precede sample 0 of this signal
 * @param byteOffset bytes of the file that precede the samples
 * @param gain units of the converter a physical unit; 0 where the signal is not calibrated
 * @param baseline the converter's value of physical zero
 * @param units the physical unit, as stated
 * @param adcZero the middle of the converter's range; 0 where not stated
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
    int adcZero,
    OptionalInt initialValue,
    OptionalInt checksum,
    String description) {

  /** Whether the record holds no samples of the signal (format 0, as in the layout of segments). */
  boolean isNull() {
    return formatCode == 0;
  }
}
