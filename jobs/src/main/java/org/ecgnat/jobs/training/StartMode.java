package org.ecgnat.jobs.training;

/** What to do about a run directory that exists. */
public enum StartMode {
  /** Refuse one that holds anything. */
  NEW,
  /** Go on after its newest whole checkpoint. */
  RESUME,
  /** Delete what a run has left in it, then begin. */
  OVERWRITE
}
