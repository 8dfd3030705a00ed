package org.ecgnat.jobs.training;

import java.util.Locale;
import java.util.OptionalDouble;
import org.ecgnat.jobs.cli.UserException;

/** Decides how long a round waits: for workers that are silent, and for all once it shall stop. */
final class RoundWatch implements RoundJob.Watch {
  /** A worker that should have stopped by itself may take so many deadlines more to say so. */
  private static final double MARGIN = 0.5;

  private final Crew crew;
  private final FaultSettings faults;
  private final StopSignal signal;
  private final double graceSeconds;
  private final OptionalDouble usualSeconds;
  private final long began = System.nanoTime();

  /**
   * A watch that begins with its round.
   *
   * @param crew of the round, with its deadline
   * @param faults say what quorum it needs
   * @param signal that may ask to stop
   * @param graceSeconds that the round may still take then
   * @param usualSeconds of a round, where that is known
   */
  RoundWatch(
      Crew crew,
      FaultSettings faults,
      StopSignal signal,
      double graceSeconds,
      OptionalDouble usualSeconds) {
    this.crew = crew;
    this.faults = faults;
    this.signal = signal;
    this.graceSeconds = graceSeconds;
    this.usualSeconds = usualSeconds;
  }

  @Override
  public boolean givesUp(int arrived) throws AbandonedRound {
    double seconds = (System.nanoTime() - began) / 1e9;
    if (signal.requested()) {
      double graceLeft = graceSeconds - signal.secondsSince();
      if (graceLeft < 0 || usualSeconds.orElse(seconds) - seconds > graceLeft) {
        throw new AbandonedRound();
      }
    }
    double deadline = crew.deadlineSeconds();
    int workers = crew.steps().size();
    if (deadline == 0 || seconds < (1 + MARGIN) * deadline) {
      return false;
    }
    if (arrived < faults.least(workers)) {
      throw UserException.environment(
          String.format(
              Locale.ROOT,
              "Cannot go on training: %d of %d workers answered within %.0f s, loop.faults.quorum"
                  + " asks for %d; look at the executors' logs, give every worker a slot of its own,"
                  + " then add --resume",
              arrived,
              workers,
              seconds,
              faults.least(workers)),
          null);
    }
    return true;
  }
}
