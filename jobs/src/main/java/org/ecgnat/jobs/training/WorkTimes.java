package org.ecgnat.jobs.training;

import java.io.Serializable;

/**
 * Where a worker's time went in a round.
 *
 * @param began milliseconds since 1970 by the worker's clock
 * @param seconds from there until its contribution was ready
 * @param waitingSeconds for batches that were not ready in time
 * @param steppingSeconds in steps: forward, backward, optimizer
 */
public record WorkTimes(long began, double seconds, double waitingSeconds, double steppingSeconds)
    implements Serializable {

  /** Loading and sending vectors, and all else that is neither step nor wait. */
  public double exchangeSeconds() {
    return seconds - waitingSeconds - steppingSeconds;
  }
}
