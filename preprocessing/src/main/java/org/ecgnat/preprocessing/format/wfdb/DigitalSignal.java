package org.ecgnat.preprocessing.format.wfdb;

/**
 * A signal of one segment in units of the converter.
 *
 * @param line what the segment's header says about it
 * @param samples of its file, in order
 * @param first where sample 0 of the segment stands among them: its skew
 * @param invalid the value that stands for a missing sample
 */
record DigitalSignal(SignalLine line, int[] samples, int first, int invalid) {
  /** A signal whose segment holds no samples of it. */
  static DigitalSignal absent(SignalLine line) {
    return new DigitalSignal(line, new int[0], 0, Integer.MIN_VALUE);
  }

  /** How many samples of the segment the file holds; the rest of a skewed signal is missing. */
  int available() {
    return Math.max(0, samples.length - first);
  }
}
