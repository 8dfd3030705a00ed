package org.ecgnat.preprocessing.format.wfdb;

import java.util.List;

/**
 * A file of interleaved samples: frame by frame, and in each frame the samples of one signal after
 * those of the other (signal(5)).
 */
final class PackedFile implements SignalFile {
  private final SampleFormat format;
  private final byte[] file;
  private final int start;
  private final FrameLayout layout;

  PackedFile(SampleFormat format, byte[] file, int start, List<SignalLine> signals) {
    this.format = format;
    this.file = file;
    this.start = start;
    this.layout = FrameLayout.of(signals);
  }

  @Override
  public long frames() {
    return format.samplesIn(Math.max(0L, (long) file.length - start)) / layout.samples();
  }

  @Override
  public int invalid() {
    return format.invalid();
  }

  @Override
  public int[] samples(int row, int frames) {
    int perFrame = layout.samples(row);
    int[] samples = new int[Math.multiplyExact(frames, perFrame)];
    if (perFrame == 1) {
      format.samples(file, start, layout.offset(row), layout.samples(), samples);
      return samples;
    }
    int written = 0;
    for (int frame = 0; frame < frames; frame++) {
      long index = frame * layout.samples() + layout.offset(row);
      for (int i = 0; i < perFrame; i++) {
        samples[written++] = format.sample(file, start, index++);
      }
    }
    return samples;
  }
}
