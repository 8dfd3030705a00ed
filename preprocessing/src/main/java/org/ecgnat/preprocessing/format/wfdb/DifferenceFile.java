package org.ecgnat.preprocessing.format.wfdb;

import java.util.List;

/**
 * Format 8 of signal(5): each byte is the difference of a sample from the one before of its signal;
 * before the first stands the header's initial value. No value stands for a missing sample.
 */
final class DifferenceFile implements SignalFile {
  private final byte[] file;
  private final int start;
  private final FrameLayout layout;
  private final List<SignalLine> signals;

  DifferenceFile(byte[] file, int start, List<SignalLine> signals) {
    this.file = file;
    this.start = start;
    this.layout = FrameLayout.of(signals);
    this.signals = signals;
  }

  @Override
  public long frames() {
    return Math.max(0L, (long) file.length - start) / layout.samples();
  }

  @Override
  public int invalid() {
    return Integer.MIN_VALUE;
  }

  @Override
  public int[] samples(int row, int frames) {
    int perFrame = layout.samples(row);
    int[] samples = new int[Math.multiplyExact(frames, perFrame)];
    int value = signals.get(row).initialValue().orElse(signals.get(row).adcZero());
    int written = 0;
    for (int frame = 0; frame < frames; frame++) {
      int at = start + (int) (frame * layout.samples() + layout.offset(row));
      for (int i = 0; i < perFrame; i++) {
        value += file[at + i];
        samples[written++] = value;
      }
    }
    return samples;
  }
}
