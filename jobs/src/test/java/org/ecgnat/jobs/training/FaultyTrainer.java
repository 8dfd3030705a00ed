package org.ecgnat.jobs.training;

import java.util.List;
import org.apache.spark.TaskContext;
import org.ecgnat.model.training.DivergedException;
import org.ecgnat.model.training.OptimizerState;
import org.ecgnat.model.training.ParameterLayout;
import org.ecgnat.model.training.PreparedStep;
import org.ecgnat.model.training.StepResult;
import org.ecgnat.model.training.Trainer;
import org.ecgnat.model.training.TrainingExample;

/** A linear trainer with something wrong. */
final class FaultyTrainer implements Trainer {
  private final LinearTrainer sound;
  private final Fault fault;

  /** What is wrong. */
  enum Fault {
    /** From the tenth step of the schedule on it bears no more than a quarter of its rate. */
    DIVERGES,
    /** Worker 1 takes 4.5 seconds a step. */
    SLOW,
    /** Worker 1 never comes back from its first step unless it is interrupted. */
    SILENT
  }

  FaultyTrainer(int parameters, Fault fault) {
    this.sound = new LinearTrainer(parameters, 0.01, true);
    this.fault = fault;
  }

  @Override
  public PreparedStep prepare(List<TrainingExample> batch) {
    PreparedStep step = sound.prepare(batch);
    return new PreparedStep() {
      @Override
      public StepResult take(long scheduleStep, double rateFactor) {
        if (fault == Fault.DIVERGES && scheduleStep >= 9 && rateFactor > 0.25) {
          throw new DivergedException("too fast");
        }
        if (fault != Fault.DIVERGES && TaskContext.get().partitionId() == 1) {
          pause(fault == Fault.SLOW ? 4_500 : 3_600_000);
        }
        return step.take(scheduleStep, rateFactor);
      }

      @Override
      public void close() {
        step.close();
      }
    };
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public ParameterLayout layout() {
    return sound.layout();
  }

  @Override
  public float[] weights() {
    return sound.weights();
  }

  @Override
  public void loadWeights(float[] weights) {
    sound.loadWeights(weights);
  }

  @Override
  public OptimizerState optimizerState() {
    return sound.optimizerState();
  }

  @Override
  public void loadOptimizerState(OptimizerState state) {
    sound.loadOptimizerState(state);
  }

  @Override
  public StepResult evaluate(List<TrainingExample> batch) {
    return sound.evaluate(batch);
  }

  @Override
  public void close() {}
}
