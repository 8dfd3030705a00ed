package org.ecgnat.jobs.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.ecgnat.jobs.spark.ProcessMemory;
import org.ecgnat.jobs.training.averaging.FlatVector;
import org.ecgnat.model.training.DivergedException;
import org.ecgnat.model.training.OptimizerState;
import org.ecgnat.model.training.PreparedStep;
import org.ecgnat.model.training.StepResult;
import org.ecgnat.model.training.Trainer;

/**
 * A worker's part of a round: a pure function of the broadcast values and the worker's number, so
 * that Spark may run it again anywhere. Worker {@code w} of W owns the lanes w, w + W, …
 *
 * @param run what stays the same over the run
 * @param moments what becomes of the optimizer's state between rounds
 * @param data of the run
 * @param start of the round
 */
record LocalSteps(
    TrainingRun run,
    WorkerMoments moments,
    Broadcast<TrainingData> data,
    Broadcast<RoundStart> start)
    implements Function<Integer, Contribution> {

  @Override
  public Contribution call(Integer worker) {
    return TrainerPool.use(run.id(), run.trainers(), trainer -> train(trainer, worker));
  }

  private Contribution train(Trainer trainer, int worker) {
    long clock = System.currentTimeMillis();
    long began = System.nanoTime();
    RoundStart from = start.value();
    float[] weights = from.weights().values();
    trainer.loadWeights(weights);
    trainer.loadOptimizerState(moments.before(from, worker));
    ExampleStream examples = examples(from, worker);
    long seen = 0;
    double lossSum = 0;
    double gradientNormSum = 0;
    double waiting = 0;
    double stepping = 0;
    int step = 0;
    int steps = from.crew().steps().get(worker);
    int batchSize = run.loop().batchSize();
    double deadline = from.crew().deadlineSeconds();
    Map<Integer, LaneCursor> lanes = examples.cursors();
    try (StepsAhead<ReadyStep> ahead =
        new StepsAhead<>(
            steps,
            () -> new ReadyStep(trainer.prepare(examples.next(batchSize)), examples.cursors()))) {
      while (step < steps && Double.isFinite(lossSum) && !(step > 0 && late(began, deadline))) {
        StepResult result;
        long asked = System.nanoTime();
        try (ReadyStep ready = ahead.next()) {
          long got = System.nanoTime();
          waiting += (got - asked) / 1e9;
          result = take(ready.step(), from.scheduleStep() + step, from.rateFactor());
          lanes = ready.lanes();
          stepping += (System.nanoTime() - got) / 1e9;
        }
        seen += result.examples();
        lossSum += result.loss() * result.examples();
        gradientNormSum += result.gradientNorm();
        step++;
      }
    }
    float[] delta = trainer.weights();
    for (int i = 0; i < delta.length; i++) {
      delta[i] -= weights[i];
    }
    OptimizerState state = trainer.optimizerState();
    WorkerMoments.Kept kept = moments.after(from, worker, state);
    List<FlatVector> vectors = new ArrayList<>();
    vectors.add(run.loop().averaging().pack(delta));
    vectors.addAll(kept.vectors());
    WorkerReport report =
        new WorkerReport(
            worker,
            SparkEnv.get().executorId(),
            step,
            seen,
            lossSum,
            gradientNormSum,
            state.steps(),
            lanes,
            kept.files(),
            ProcessMemory.outsideJava().orElse(-1),
            new WorkTimes(clock, (System.nanoTime() - began) / 1e9, waiting, stepping));
    WorkerGauges.ofThisProcess().done(report.participant());
    return new Contribution(report, vectors);
  }

  private static boolean late(long began, double deadlineSeconds) {
    return deadlineSeconds > 0 && (System.nanoTime() - began) / 1e9 > deadlineSeconds;
  }

  /** A step and where the lanes stand after it. */
  private record ReadyStep(PreparedStep step, Map<Integer, LaneCursor> lanes)
      implements StepsAhead.Prepared {
    @Override
    public void close() {
      step.close();
    }
  }

  /** A step that fails for good is reported as a loss that is no number: Spark must not retry. */
  private StepResult take(PreparedStep step, long scheduleStep, double rateFactor) {
    try {
      return step.take(scheduleStep, rateFactor);
    } catch (DivergedException e) {
      return new StepResult(Double.NaN, run.loop().batchSize(), Double.NaN);
    }
  }

  private ExampleStream examples(RoundStart from, int worker) {
    Map<Integer, LaneCursor> owned = new TreeMap<>();
    for (int lane = worker; lane < from.lanes().size(); lane += from.crew().workers()) {
      owned.put(lane, from.lanes().get(lane));
    }
    EpochPlan plan = new EpochPlan(run.seed(), data.value().eligible(), from.lanes().size());
    return new ExampleStream(data.value(), plan, owned, run.loop().cacheBytes());
  }
}
