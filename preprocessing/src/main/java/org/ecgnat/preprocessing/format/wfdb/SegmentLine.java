package org.ecgnat.preprocessing.format.wfdb;

/**
 * A segment specification line of header(5).
 *
 * @param name the segment's record name, or {@code ~} for a gap
 * @param frames its length; 0 for the layout of a record with variable layout
 */
record SegmentLine(String name, long frames) {
  /** The name of a gap. */
  static final String GAP = "~";

  boolean isGap() {
    return name.equals(GAP);
  }
}
