package org.ecgnat.jobs.training;

import java.io.Serializable;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a worker says of its part of a round, beside the vectors.
 *
 * @param worker its number, from 0
 * @param executor Spark's id of the process
 * @param steps it took
 * @param examples it learned from
 * @param lossSum of its examples
 * @param gradientNormSum of its steps, before clipping
 * @param optimizerSteps steps that its moments have seen
 * @param lanes where its lanes stand now
 * @param files that it wrote into the run directory, by path relative to it
 * @param nativeBytes its process has in memory beyond Java's own; negative where that is unknown
 * @param times it needed
 */
record WorkerReport(
    int worker,
    String executor,
    int steps,
    long examples,
    double lossSum,
    double gradientNormSum,
    long optimizerSteps,
    Map<Integer, LaneCursor> lanes,
    Map<String, CheckpointManifest.Entry> files,
    long nativeBytes,
    WorkTimes times)
    implements Serializable {

  /** What becomes known of it outside. */
  RoundReport.Participant participant() {
    return new RoundReport.Participant(
        worker,
        executor,
        steps,
        examples,
        lossSum / examples,
        nativeBytes < 0 ? OptionalLong.empty() : OptionalLong.of(nativeBytes),
        times);
  }
}
