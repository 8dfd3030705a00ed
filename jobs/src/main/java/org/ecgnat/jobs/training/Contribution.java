package org.ecgnat.jobs.training;

import java.io.Serializable;
import java.util.List;
import org.ecgnat.jobs.training.averaging.FlatVector;

/**
 * What a worker brings home from a round.
 *
 * @param report of its work
 * @param vectors to be averaged over the workers, each {@code (parameters)}: first its weights now
 *     less those of the round's start, then its moments where they are averaged
 */
record Contribution(WorkerReport report, List<FlatVector> vectors) implements Serializable {}
