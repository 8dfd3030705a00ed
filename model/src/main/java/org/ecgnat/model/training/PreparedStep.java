package org.ecgnat.model.training;

/** A training step whose batch lies ready on the trainer's device. */
public interface PreparedStep extends AutoCloseable {

  /**
   * Forward, backward, clipping and one optimizer step; once.
   *
   * @param scheduleStep the step's place in the learning-rate schedule, from 0
   * @param rateFactor on the rate that the schedule gives
   * @throws DivergedException where the loss or the gradient is no longer finite
   */
  StepResult take(long scheduleStep, double rateFactor);

  /** Frees the batch. */
  @Override
  void close();
}
