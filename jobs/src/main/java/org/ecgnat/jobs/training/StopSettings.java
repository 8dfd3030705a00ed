package org.ecgnat.jobs.training;

import java.io.Serializable;

/**
 * What ends a run before its epochs do. May change when it is resumed, except the rounds.
 *
 * @param rounds the most that it has; 0 for no limit
 * @param hours after which it stops, to be resumed; 0 for no limit
 * @param patience so many validations in a row that were no better end it, and what was best is
 *     kept; 0 to go on and keep the last
 */
public record StopSettings(int rounds, double hours, int patience) implements Serializable {

  /** Checks the numbers. */
  public StopSettings {
    double any = Double.POSITIVE_INFINITY;
    Sections.within("loop.stop.rounds", rounds, 0, any);
    Sections.within("loop.stop.hours", hours, 0, any);
    Sections.within("loop.stop.patience", patience, 0, any);
  }

  /** The rounds of a run that would have so many. */
  int limit(int planned) {
    return rounds > 0 ? Math.min(rounds, planned) : planned;
  }
}
