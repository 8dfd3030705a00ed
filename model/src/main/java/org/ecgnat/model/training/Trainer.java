package org.ecgnat.model.training;

import java.util.List;

/**
 * A replica of a network on one device, with its optimizer. Several in one JVM work at the same
 * time, each used by one thread, and one more that prepares steps. Equal weights, state and
 * examples give equal results bit for bit on one machine type and thread count: every random number
 * is keyed by (seed, purpose, epoch, window, layer).
 */
public interface Trainer extends AutoCloseable {

  /** Names, shapes and places of the parameters in the flat vector. */
  ParameterLayout layout();

  /** A copy of the weights, {@code (parameters)}. */
  float[] weights();

  /** Replaces the weights. */
  void loadWeights(float[] weights);

  /** A copy of the optimizer's memory. */
  OptimizerState optimizerState();

  /** Replaces the optimizer's memory. */
  void loadOptimizerState(OptimizerState state);

  /**
   * Makes masks, views and arrays of a batch and copies them to the device: all of a step that does
   * not depend on the weights, so that it can be done on another thread while the last step runs.
   *
   * @param batch the examples, all of one length
   */
  PreparedStep prepare(List<TrainingExample> batch);

  /**
   * Prepares and takes one step.
   *
   * @param batch the examples, all of one length
   * @param scheduleStep the step's place in the learning-rate schedule, from 0
   * @throws DivergedException where the loss or the gradient is no longer finite
   */
  default StepResult step(List<TrainingExample> batch, long scheduleStep) {
    try (PreparedStep step = prepare(batch)) {
      return step.take(scheduleStep, 1);
    }
  }

  /** The loss without a step: masks are drawn as in training, augmentation and dropout are off. */
  StepResult evaluate(List<TrainingExample> batch);

  @Override
  void close();
}
