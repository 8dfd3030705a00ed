package org.ecgnat.jobs.training;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.ecgnat.jobs.training.averaging.WeightedMean;

/** Brings all contributions to the driver and combines them there: least traffic, most memory. */
final class DriverCombination implements Combination {

  @Override
  public Combined of(JavaRDD<Contribution> work, RoundJob.Watch watch) throws AbandonedRound {
    List<Contribution> all = List.copyOf(RoundJob.run(work, watch).values());
    long began = System.nanoTime();
    List<WorkerReport> reports = all.stream().map(Contribution::report).toList();
    double[] examples = reports.stream().mapToDouble(WorkerReport::examples).toArray();
    List<float[]> means =
        IntStream.range(0, all.get(0).vectors().size())
            .mapToObj(
                vector ->
                    WeightedMean.of(
                        all.stream().map(one -> one.vectors().get(vector)).toList(), examples))
            .toList();
    return new Combined(reports, (System.nanoTime() - began) / 1e9, means);
  }
}
