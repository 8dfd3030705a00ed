package org.ecgnat.jobs.training;

import java.io.Serializable;
import java.util.Map;

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
    WorkTimes times)
    implements Serializable {}
