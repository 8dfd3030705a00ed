package org.ecgnat.jobs.training;

import java.io.Serializable;
import org.ecgnat.jobs.training.averaging.Averaging;

/**
 * How training goes in rounds.
 *
 * @param workers tasks of a round
 * @param epochs passes over the data in the whole run, rounded up to full rounds
 * @param minimumRounds a run has at least as many rounds, however small the data
 * @param localSteps steps that a worker takes in a round
 * @param batchSize examples that a worker takes in a step
 * @param lanes that the data are dealt to; the most workers that a run can have
 * @param averageDecay of the moving average of the weights, a step; 0 for none
 * @param checkpointEvery rounds between checkpoints; the last round always has one
 * @param validationEvery rounds between validations; the last round always has one
 * @param validationWindows the most windows that a validation looks at; 0 for no validation
 * @param cacheMegabytes encoded windows that an executor process keeps in memory
 * @param stop what ends the run before its epochs do
 * @param faults what it bears
 * @param averaging how the workers' contributions become the next weights
 */
public record LoopSettings(
    int workers,
    int epochs,
    int minimumRounds,
    int localSteps,
    int batchSize,
    int lanes,
    double averageDecay,
    int checkpointEvery,
    int validationEvery,
    int validationWindows,
    int cacheMegabytes,
    StopSettings stop,
    FaultSettings faults,
    Averaging averaging)
    implements Serializable {

  /** Checks the numbers. */
  public LoopSettings {
    Sections.require(stop, "loop.stop");
    Sections.require(faults, "loop.faults");
    Sections.require(averaging, "loop.averaging");
    positive("workers", workers);
    positive("epochs", epochs);
    positive("localSteps", localSteps);
    positive("batchSize", batchSize);
    positive("lanes", lanes);
    positive("checkpointEvery", checkpointEvery);
    positive("validationEvery", validationEvery);
    positive("cacheMegabytes", cacheMegabytes);
    if (averageDecay < 0 || averageDecay >= 1) {
      throw new IllegalArgumentException(
          "loop.averageDecay is " + averageDecay + "; give 0 for none or a number below 1");
    }
    if (minimumRounds < 0 || validationWindows < 0) {
      throw new IllegalArgumentException(
          "loop.minimumRounds and loop.validationWindows cannot be negative");
    }
  }

  private static void positive(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("loop." + key + " is " + value + "; give at least 1");
    }
  }

  /** The same with another number of workers. */
  public LoopSettings withWorkers(int other) {
    return new LoopSettings(
        other,
        epochs,
        minimumRounds,
        localSteps,
        batchSize,
        lanes,
        averageDecay,
        checkpointEvery,
        validationEvery,
        validationWindows,
        cacheMegabytes,
        stop,
        faults,
        averaging);
  }

  /**
   * Workers of a round.
   *
   * @param slots that there are now for tasks of training
   */
  int crewSize(int slots) {
    int least = faults.leastWorkers();
    return least == 0 ? workers : Math.max(Math.min(least, workers), Math.min(workers, slots));
  }

  /** Rounds that a run over so many windows has. */
  public int rounds(long windows) {
    long examplesPerRound = (long) workers * localSteps * batchSize;
    long rounds = (Math.multiplyExact(windows, epochs) + examplesPerRound - 1) / examplesPerRound;
    return stop.limit(Math.max(minimumRounds, Math.toIntExact(rounds)));
  }

  /** The cache's capacity in bytes. */
  long cacheBytes() {
    return (long) cacheMegabytes << 20;
  }
}
