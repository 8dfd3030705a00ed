package org.ecgnat.jobs.training;

import java.io.Serializable;
import java.util.List;
import org.ecgnat.model.training.OptimizerState;

/**
 * What the driver broadcasts at the start of a round.
 *
 * @param weights {@code (parameters)}
 * @param firstMoment {@code (parameters)}
 * @param secondMoment {@code (parameters)}
 * @param optimizerSteps steps that the moments have seen
 * @param scheduleStep place in the learning-rate schedule
 * @param lanes cursors of all lanes
 */
record RoundStart(
    float[] weights,
    float[] firstMoment,
    float[] secondMoment,
    long optimizerSteps,
    long scheduleStep,
    List<LaneCursor> lanes)
    implements Serializable {

  OptimizerState optimizerState() {
    return new OptimizerState(firstMoment, secondMoment, optimizerSteps);
  }
}
