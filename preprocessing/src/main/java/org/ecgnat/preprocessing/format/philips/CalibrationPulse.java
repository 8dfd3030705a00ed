package org.ecgnat.preprocessing.format.philips;

import java.util.Collection;

/**
 * The calibration pulse that carts append to the ECG: zeros for 100 ms, 1 mV for 200 ms and zeros
 * for 100 ms, the same in every channel, wired or not. It is no ECG.
 */
final class CalibrationPulse {
  private CalibrationPulse() {}

  /**
   * Where the ECG ends.
   *
   * @param rows samples of all leads, of equal length
   * @param unitsPerMillivolt height of the pulse
   * @return the number of samples before the pulse and as many zeros as follow it, all where there
   *     is no pulse at the end
   */
  static int ecgSamples(Collection<int[]> rows, int unitsPerMillivolt) {
    int samples = rows.iterator().next().length;
    int pulseEnd = startOfRun(rows, samples, 0, samples);
    int pulseStart = startOfRun(rows, pulseEnd, unitsPerMillivolt, pulseEnd);
    return pulseStart == pulseEnd
        ? samples
        : startOfRun(rows, pulseStart, 0, Math.min(pulseStart, samples - pulseEnd));
  }

  /** The first sample of a run, up to a length, in which all leads have a value. */
  private static int startOfRun(Collection<int[]> rows, int end, int value, int longest) {
    int start = end;
    while (start > end - longest && allAre(rows, start - 1, value)) {
      start--;
    }
    return start;
  }

  private static boolean allAre(Collection<int[]> rows, int at, int value) {
    return rows.stream().allMatch(row -> row[at] == value);
  }
}
