package org.ecgnat.jobs.training;

import java.io.Serializable;

/**
 * What stays the same over a run and every task must know.
 *
 * @param id names the run within an executor process
 * @param trainers builds its trainers
 * @param loop how its rounds go
 * @param seed keys the order of its data
 * @param rounds that it has
 */
record TrainingRun(String id, TrainerFactory trainers, LoopSettings loop, long seed, int rounds)
    implements Serializable {}
