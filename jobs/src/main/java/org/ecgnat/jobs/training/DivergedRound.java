package org.ecgnat.jobs.training;

/** A worker's loss was no longer a finite number: the round counts for nothing. */
final class DivergedRound extends Exception {
  private static final long serialVersionUID = 1;

  DivergedRound(WorkerReport report) {
    super(
        "the loss of worker " + report.worker() + " is no longer finite in step " + report.steps());
  }
}
