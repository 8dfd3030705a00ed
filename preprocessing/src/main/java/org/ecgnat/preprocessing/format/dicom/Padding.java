package org.ecgnat.preprocessing.format.dicom;

import java.util.BitSet;

/**
 * Which samples are Waveform Padding Value (5400,100A), missing that is (PS3.3 C.10.9.1.6). Some
 * converters state 0, which an ECG crosses all the time: a value amid those of the signal counts as
 * missing only where it lasts longer than any signal stands still.
 */
final class Padding {
  /** An ECG of a living heart does not hold one value for so long. */
  private static final double GAP_SECONDS = 1;

  private Padding() {}

  /**
   * @param samples of one channel
   * @param value that stands for a missing sample
   */
  static BitSet missing(long[] samples, long value, double rateHz) {
    BitSet missing = new BitSet(samples.length);
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    for (int i = 0; i < samples.length; i++) {
      if (samples[i] == value) {
        missing.set(i);
      } else {
        least = Math.min(least, samples[i]);
        greatest = Math.max(greatest, samples[i]);
      }
    }
    if (least < value && value < greatest) {
      dropShortRuns(missing, GAP_SECONDS * rateHz);
    }
    return missing;
  }

  private static void dropShortRuns(BitSet missing, double shortest) {
    int start = missing.nextSetBit(0);
    while (start >= 0) {
      int end = missing.nextClearBit(start);
      if (end - start < shortest) {
        missing.clear(start, end);
      }
      start = missing.nextSetBit(end);
    }
  }
}
