package org.ecgnat.preprocessing.quality.beats;

/**
 * Where a wave is.
 *
 * @param onset first sample of the wave
 * @param peak its largest deflection
 * @param end last sample of the wave
 */
public record WaveMarks(int onset, int peak, int end) {
  /** Stands for a wave that is not there or cannot be seen; all its samples are −1. */
  public static final WaveMarks ABSENT = new WaveMarks(-1, -1, -1);

  /** Whether there is one. */
  public boolean present() {
    return onset >= 0;
  }
}
