package org.ecgnat.jobs.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ecgnat.jobs.training.RunProgress.Best;

/**
 * The file {@code state.json} of a checkpoint.
 *
 * @param round rounds finished
 * @param rounds that the run has
 * @param scheduleStep place in the learning-rate schedule
 * @param epoch full passes that every lane has made
 * @param lanes cursors of all lanes
 * @param dropped rounds that were dropped and tried again
 * @param rateFactor on the schedule's learning rate
 * @param optimizerSteps steps that the moments have seen
 * @param seed of the run
 * @param workerFiles what the workers keep in the run directory, by path relative to it
 * @param best the round of the least validation loss so far
 * @param last the last round's report with its participants
 * @param identity what must stay the same
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record RunState(
    int round,
    int rounds,
    long scheduleStep,
    int epoch,
    List<LaneCursor> lanes,
    int dropped,
    double rateFactor,
    long optimizerSteps,
    long seed,
    Map<String, CheckpointManifest.Entry> workerFiles,
    Optional<Best> best,
    Optional<RoundReport> last,
    RunIdentity identity) {

  RunProgress progress() {
    return new RunProgress(round, scheduleStep, lanes, dropped, rateFactor, best, last);
  }
}
