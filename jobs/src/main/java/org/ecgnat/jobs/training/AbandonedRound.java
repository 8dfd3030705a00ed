package org.ecgnat.jobs.training;

/** A round was given up because the run is to stop. */
final class AbandonedRound extends Exception {
  private static final long serialVersionUID = 1;
}
