package org.ecgnat.jobs.training;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Where a run stands.
 *
 * @param round rounds finished
 * @param scheduleStep place in the learning-rate schedule
 * @param lanes cursors of all lanes
 * @param dropped rounds that were dropped and tried again
 * @param rateFactor on the schedule's learning rate, cut with each of them
 * @param best the round of the least validation loss so far
 * @param last what the last round reported
 */
record RunProgress(
    int round,
    long scheduleStep,
    List<LaneCursor> lanes,
    int dropped,
    double rateFactor,
    Optional<Best> best,
    Optional<RoundReport> last) {

  /**
   * The best round so far.
   *
   * @param round its number
   * @param validationLoss its loss
   * @param patience validations since that were not better
   */
  record Best(int round, double validationLoss, int patience) {}

  RunProgress {
    lanes = List.copyOf(lanes);
  }

  static RunProgress start(int lanes) {
    return new RunProgress(
        0,
        0,
        Collections.nCopies(lanes, LaneCursor.START),
        0,
        1,
        Optional.empty(),
        Optional.empty());
  }

  /** Full passes that every lane has made. */
  int epoch() {
    return lanes.stream().mapToInt(LaneCursor::pass).min().orElse(0);
  }

  /** The same with a round's report. */
  RunProgress with(RoundReport report) {
    return new RunProgress(
        round, scheduleStep, lanes, dropped, rateFactor, best, Optional.of(report));
  }

  /**
   * The same with the last round's validation.
   *
   * @param seconds that it took
   */
  RunProgress validated(double loss, double seconds) {
    RoundReport report = last.orElseThrow().validated(loss, seconds);
    boolean better = best.isEmpty() || loss < best.get().validationLoss();
    Best next =
        better
            ? new Best(round, loss, 0)
            : new Best(best.get().round(), best.get().validationLoss(), best.get().patience() + 1);
    return new RunProgress(
        round, scheduleStep, lanes, dropped, rateFactor, Optional.of(next), Optional.of(report));
  }

  /** The same after a round that was dropped. */
  RunProgress afterDropped(double rateCut) {
    return new RunProgress(
        round, scheduleStep, lanes, dropped + 1, rateFactor * rateCut, best, last);
  }

  /** The same at another factor on the learning rate. */
  RunProgress atRate(double factor) {
    return new RunProgress(round, scheduleStep, lanes, dropped, factor, best, last);
  }

  /** Those that worked in the last round, in order. */
  List<Integer> lastWorkers() {
    return last.stream()
        .flatMap(report -> report.participants().stream())
        .map(RoundReport.Participant::worker)
        .toList();
  }

  /** Validations in a row that were no better than the best before. */
  int sinceBest() {
    return best.map(Best::patience).orElse(0);
  }
}
