package org.ecgnat.jobs.training;

import java.util.Map;
import java.util.Optional;
import org.ecgnat.model.training.OptimizerState;

/**
 * Everything that a round changes.
 *
 * @param weights {@code (parameters)}
 * @param moments of the optimizer, averaged over the workers, where they are
 * @param velocity of the outer step, {@code (parameters)}; without elements where it has none
 * @param average the moving average of the weights where one is kept, {@code (parameters)}
 * @param workerFiles what they keep in the run directory, by path relative to it
 * @param progress where the run stands
 */
record TrainingState(
    float[] weights,
    Optional<OptimizerState> moments,
    float[] velocity,
    Optional<float[]> average,
    Map<String, CheckpointManifest.Entry> workerFiles,
    RunProgress progress) {

  /** The weights that validation looks at and that are saved in the end. */
  float[] finalWeights() {
    return average.orElse(weights);
  }

  TrainingState with(RunProgress next) {
    return new TrainingState(weights, moments, velocity, average, workerFiles, next);
  }
}
