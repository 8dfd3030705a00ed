package org.ecgnat.preprocessing.format;

/** How a table of samples is laid out. */
public enum Orientation {
  /** A row holds one sample of every lead, a column is a lead. */
  SAMPLES_IN_ROWS,
  /** A row is a lead. */
  LEADS_IN_ROWS
}
