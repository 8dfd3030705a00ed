package org.ecgnat.preprocessing.format.wfdb;

import java.util.List;

/**
 * Where the samples of the signals of one file stand in a frame.
 *
 * @param perSignal samples of each signal
 * @param offsets samples that precede each signal's first
 * @param samples samples of all signals together; a long, so that a product with it is one
 */
record FrameLayout(int[] perSignal, long[] offsets, long samples) {

  static FrameLayout of(List<SignalLine> signals) {
    int[] perSignal = new int[signals.size()];
    long[] offsets = new long[signals.size()];
    long samples = 0;
    for (int row = 0; row < perSignal.length; row++) {
      perSignal[row] = signals.get(row).samplesPerFrame();
      offsets[row] = samples;
      samples += perSignal[row];
    }
    return new FrameLayout(perSignal, offsets, samples);
  }

  int samples(int row) {
    return perSignal[row];
  }

  long offset(int row) {
    return offsets[row];
  }
}
