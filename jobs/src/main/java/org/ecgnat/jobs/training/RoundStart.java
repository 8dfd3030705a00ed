package org.ecgnat.jobs.training;

import java.io.Serializable;
import java.util.List;
import org.ecgnat.jobs.training.averaging.FlatVector;

/**
 * What the driver broadcasts at the start of a round.
 *
 * @param round its number, from 1
 * @param crew who works in it
 * @param before those that worked in the round before, in order; none in the first round
 * @param weights {@code (parameters)}
 * @param moments first and second, {@code (parameters)} each, where all workers begin with the same
 * @param optimizerSteps steps that those moments have seen
 * @param scheduleStep place in the learning-rate schedule
 * @param rateFactor on the schedule's learning rate
 * @param lanes cursors of all lanes
 */
record RoundStart(
    int round,
    Crew crew,
    List<Integer> before,
    FlatVector weights,
    List<FlatVector> moments,
    long optimizerSteps,
    long scheduleStep,
    double rateFactor,
    List<LaneCursor> lanes)
    implements Serializable {}
