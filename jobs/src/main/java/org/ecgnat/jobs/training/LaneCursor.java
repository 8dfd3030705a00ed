package org.ecgnat.jobs.training;

import java.io.Serializable;

/**
 * How far a lane has come.
 *
 * @param pass over the data, from 0
 * @param offset windows of this pass that the lane has given, from 0
 */
public record LaneCursor(int pass, long offset) implements Serializable {
  /** Where every lane begins. */
  public static final LaneCursor START = new LaneCursor(0, 0);
}
