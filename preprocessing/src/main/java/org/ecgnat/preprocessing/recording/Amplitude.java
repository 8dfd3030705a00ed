package org.ecgnat.preprocessing.recording;

/** What the numbers of a signal mean. */
public enum Amplitude {
  /** Millivolts. */
  MILLIVOLTS,
  /**
   * A number of standard deviations, or any other unit of unknown size: amplitudes and lead ratios
   * are lost.
   */
  UNKNOWN
}
