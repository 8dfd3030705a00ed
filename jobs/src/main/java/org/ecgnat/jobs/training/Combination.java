package org.ecgnat.jobs.training;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/** Runs the workers of a round and brings home the mean of what they contribute. */
interface Combination {

  /**
   * The sum of a round.
   *
   * @param reports in worker order
   * @param seconds that it took once all reports were there
   * @param means of each of the contributions' vectors, weighted by examples, {@code (parameters)}
   */
  record Combined(List<WorkerReport> reports, double seconds, List<float[]> means) {}

  /**
   * Runs the round's job.
   *
   * @param work one partition a worker, in worker order
   * @param watch may go on without workers that are silent
   * @throws AbandonedRound where the watch says so
   */
  Combined of(JavaRDD<Contribution> work, RoundJob.Watch watch) throws AbandonedRound;
}
