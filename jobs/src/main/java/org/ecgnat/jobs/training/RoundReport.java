package org.ecgnat.jobs.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A line of {@code rounds.jsonl}.
 *
 * @param round from 1
 * @param epoch full passes that every lane has made
 * @param loss mean over the round's examples
 * @param validationLoss where the round was validated
 * @param gradientNorm mean over steps and workers, before clipping
 * @param examples all workers learned from
 * @param seconds from broadcast to the combined weights
 * @param participants in worker order
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record RoundReport(
    int round,
    int epoch,
    double loss,
    OptionalDouble validationLoss,
    double gradientNorm,
    long examples,
    double seconds,
    List<Participant> participants) {

  /**
   * A worker's part.
   *
   * @param worker from 0
   * @param executor Spark's id of the process
   * @param steps it took
   * @param examples it learned from
   * @param seconds it worked
   */
  public record Participant(
      int worker, String executor, int steps, long examples, double seconds) {}

  /** Copies the list. */
  public RoundReport {
    participants = List.copyOf(participants);
  }

  /** Examples a second over all workers. */
  public double recordsPerSecond() {
    return examples / seconds;
  }

  RoundReport withValidation(double validation) {
    return new RoundReport(
        round,
        epoch,
        loss,
        OptionalDouble.of(validation),
        gradientNorm,
        examples,
        seconds,
        participants);
  }
}
