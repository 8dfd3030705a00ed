package org.ecgnat.jobs.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A line of {@code metrics.jsonl}.
 *
 * @param round from 1
 * @param epoch full passes that every lane has made
 * @param loss mean over the round's examples
 * @param validationLoss where the round was validated
 * @param gradientNorm mean over steps and workers, before clipping
 * @param rateFactor on the schedule's learning rate: 1 unless rounds were dropped
 * @param examples all workers learned from
 * @param workers that the lanes were dealt to, those included that stayed silent
 * @param times of the round as a whole
 * @param participants in worker order
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record RoundReport(
    int round,
    int epoch,
    double loss,
    OptionalDouble validationLoss,
    double gradientNorm,
    double rateFactor,
    long examples,
    int workers,
    Times times,
    List<Participant> participants) {

  /**
   * Where the time of a round went, by the driver's clock.
   *
   * @param began milliseconds since 1970
   * @param seconds from there, with the broadcast, to the combined weights
   * @param combineSeconds of these, after the last worker was done
   * @param validationSeconds where the round was validated
   * @param checkpointSeconds where one was written
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Times(
      long began,
      double seconds,
      double combineSeconds,
      OptionalDouble validationSeconds,
      OptionalDouble checkpointSeconds) {}

  /**
   * A worker's part.
   *
   * @param worker from 0
   * @param executor Spark's id of the process
   * @param steps it took
   * @param examples it learned from
   * @param loss mean over them
   * @param nativeBytes its process has in memory beyond Java's own, where that is known
   * @param times it needed
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Participant(
      int worker,
      String executor,
      int steps,
      long examples,
      double loss,
      OptionalLong nativeBytes,
      WorkTimes times) {}

  /** Copies the list. */
  public RoundReport {
    participants = List.copyOf(participants);
  }

  /** Examples a second over all workers. */
  public double recordsPerSecond() {
    return examples / times.seconds();
  }

  /**
   * Share of the round that a worker was not in steps, mean over the workers: starting, loading and
   * sending vectors, waiting for data and for the slowest, combining.
   */
  public double shareOutsideSteps() {
    double stepping =
        participants.stream().mapToDouble(one -> one.times().steppingSeconds()).average().orElse(0);
    return 1 - stepping / times.seconds();
  }

  RoundReport validated(double loss, double seconds) {
    return new RoundReport(
        round,
        epoch,
        this.loss,
        OptionalDouble.of(loss),
        gradientNorm,
        rateFactor,
        examples,
        workers,
        new Times(
            times.began,
            times.seconds,
            times.combineSeconds,
            OptionalDouble.of(seconds),
            times.checkpointSeconds),
        participants);
  }

  RoundReport saved(double seconds) {
    return new RoundReport(
        round,
        epoch,
        loss,
        validationLoss,
        gradientNorm,
        rateFactor,
        examples,
        workers,
        new Times(
            times.began,
            times.seconds,
            times.combineSeconds,
            times.validationSeconds,
            OptionalDouble.of(seconds)),
        participants);
  }
}
