package org.ecgnat.jobs.duplicates;

/** Columns of two recordings that show the same heartbeats. */
final class PairColumns {
  /** Source of the first recording; string. */
  static final String SOURCE_A = "source_a";

  /** Record key of the first; string. */
  static final String KEY_A = "record_key_a";

  /** Source of the second; string. */
  static final String SOURCE_B = "source_b";

  /** Record key of the second; string. */
  static final String KEY_B = "record_key_b";

  /** Whether a window of one equals a window of the other, sample by sample; boolean. */
  static final String EQUAL = "equal";

  /** Correlation of the worst lead; double. */
  static final String CORRELATION = "correlation";

  /** Seconds by which the same heartbeat comes later in the second; double. */
  static final String SHIFT_SECONDS = "shift_seconds";

  /** Seconds that were compared; double. */
  static final String OVERLAP_SECONDS = "overlap_seconds";

  private PairColumns() {}
}
