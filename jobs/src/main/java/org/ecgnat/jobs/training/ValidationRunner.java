package org.ecgnat.jobs.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.ecgnat.jobs.spark.TaskSlots;
import org.ecgnat.model.training.StepResult;
import org.ecgnat.model.training.Trainer;
import org.ecgnat.model.training.TrainingExample;

/**
 * The loss on windows that training does not see: always the same windows with the same masks, in
 * the same batches whatever the number of workers.
 */
final class ValidationRunner {
  private final JavaSparkContext spark;
  private final TaskSlots slots;
  private final TrainingRun run;
  private final Broadcast<TrainingData> data;
  private final int windows;

  /**
   * A validation.
   *
   * @param windows that it looks at; the first of an order keyed by the run's seed
   */
  ValidationRunner(
      JavaSparkContext spark,
      TaskSlots slots,
      TrainingRun run,
      Broadcast<TrainingData> data,
      int windows) {
    this.spark = spark;
    this.slots = slots;
    this.run = run;
    this.data = data;
    this.windows = windows;
  }

  /** A batch's loss sum and examples. */
  private record Sum(double loss, int examples) implements Serializable {}

  /** The mean loss over the windows. */
  double loss(float[] weights) {
    spark.setJobDescription("validation");
    Broadcast<float[]> broadcast = spark.broadcast(weights);
    try {
      int batchSize = run.loop().batchSize();
      int batches = (windows + batchSize - 1) / batchSize;
      JavaRDD<Integer> parts =
          spark.parallelize(
              IntStream.range(0, batches).boxed().toList(),
              Math.min(batches, run.loop().workers()));
      List<Sum> sums =
          slots.on(parts).mapPartitions(new Evaluation(run, data, broadcast, windows)).collect();
      double loss = 0;
      long examples = 0;
      for (Sum sum : sums) {
        loss += sum.loss();
        examples += sum.examples();
      }
      return loss / examples;
    } finally {
      broadcast.destroy();
    }
  }

  /** Evaluates the batches of a partition. */
  private record Evaluation(
      TrainingRun run, Broadcast<TrainingData> data, Broadcast<float[]> weights, int windows)
      implements FlatMapFunction<Iterator<Integer>, Sum> {

    @Override
    public Iterator<Sum> call(Iterator<Integer> batches) {
      return TrainerPool.use(run.id(), run.trainers(), trainer -> evaluate(trainer, batches))
          .iterator();
    }

    private List<Sum> evaluate(Trainer trainer, Iterator<Integer> batches) {
      trainer.loadWeights(weights.value());
      EpochPlan plan = new EpochPlan(run.seed(), data.value().eligible(), 1);
      List<Sum> sums = new ArrayList<>();
      while (batches.hasNext()) {
        StepResult result = trainer.evaluate(batch(plan, batches.next()));
        sums.add(new Sum(result.loss() * result.examples(), result.examples()));
      }
      return sums;
    }

    private List<TrainingExample> batch(EpochPlan plan, int batch) {
      int begin = batch * run.loop().batchSize();
      int end = Math.min(windows, begin + run.loop().batchSize());
      return IntStream.range(begin, end)
          .mapToObj(position -> plan.place(0, position))
          .map(
              place ->
                  RowGroupCache.shared()
                      .windows(data.value(), place.group(), run.loop().cacheBytes())
                      .get(place.row())
                      .decode(0))
          .toList();
    }
  }
}
