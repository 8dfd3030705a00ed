package org.ecgnat.jobs.training;

import java.io.Serializable;
import java.util.Map;

/**
 * What a worker brings home from a round.
 *
 * @param worker its number, from 0
 * @param delta its weights now less those of the round's start, {@code (parameters)}
 * @param firstMoment {@code (parameters)}
 * @param secondMoment {@code (parameters)}
 * @param optimizerSteps steps that the moments have seen
 * @param examples it learned from
 * @param lossSum of its examples
 * @param gradientNormSum of its steps, before clipping
 * @param steps it took
 * @param lanes where its lanes stand now
 * @param seconds it worked
 * @param executor Spark's id of the process
 */
record Contribution(
    int worker,
    float[] delta,
    float[] firstMoment,
    float[] secondMoment,
    long optimizerSteps,
    long examples,
    double lossSum,
    double gradientNormSum,
    int steps,
    Map<Integer, LaneCursor> lanes,
    double seconds,
    String executor)
    implements Serializable {}
