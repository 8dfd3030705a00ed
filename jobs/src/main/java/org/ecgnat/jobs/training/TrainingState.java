package org.ecgnat.jobs.training;

import java.util.Optional;
import org.ecgnat.model.training.OptimizerState;

/**
 * Everything that a round changes.
 *
 * @param weights {@code (parameters)}
 * @param optimizer moments, averaged over the workers
 * @param average the moving average of the weights where one is kept, {@code (parameters)}
 * @param progress where the run stands
 */
record TrainingState(
    float[] weights, OptimizerState optimizer, Optional<float[]> average, RunProgress progress) {

  /** The weights that validation looks at and that are saved in the end. */
  float[] finalWeights() {
    return average.orElse(weights);
  }

  TrainingState with(RunProgress next) {
    return new TrainingState(weights, optimizer, average, next);
  }
}
