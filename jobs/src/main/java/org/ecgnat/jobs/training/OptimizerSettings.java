package org.ecgnat.jobs.training;

import org.ecgnat.model.training.OptimizerConfig;

/**
 * The optimizer as an experiment states it; lengths in steps follow from the run's.
 *
 * @param kind {@code adamw} or {@code sgd} (without momentum)
 * @param learningRate peak rate
 * @param weightDecay decoupled
 * @param beta1 decay of the first moment
 * @param beta2 decay of the second moment
 * @param epsilon added to the root of the second moment
 * @param clipNorm the global gradient norm is clipped to this; 0 for no clipping
 * @param warmupFraction part of all steps that warm up
 * @param finalRateFraction rate at the end over the peak rate
 * @param encoderRateFactor factor on the rate of the encoder against the heads
 * @param stageDecay factor a stage towards the input, 1 for none
 */
public record OptimizerSettings(
    String kind,
    double learningRate,
    double weightDecay,
    double beta1,
    double beta2,
    double epsilon,
    double clipNorm,
    double warmupFraction,
    double finalRateFraction,
    double encoderRateFactor,
    double stageDecay) {

  /** Checks the numbers. */
  public OptimizerSettings {
    if (!"adamw".equals(kind) && !"sgd".equals(kind)) {
      throw new IllegalArgumentException("optimizer.kind is " + kind + "; give adamw or sgd");
    }
    if (!(learningRate > 0)) {
      throw new IllegalArgumentException(
          "optimizer.learningRate is " + learningRate + "; give more than 0");
    }
    Sections.within("optimizer.weightDecay", weightDecay, 0, Double.POSITIVE_INFINITY);
    Sections.within("optimizer.beta1", beta1, 0, 1);
    Sections.within("optimizer.beta2", beta2, 0, 1);
    Sections.within("optimizer.epsilon", epsilon, 0, Double.POSITIVE_INFINITY);
    Sections.within("optimizer.clipNorm", clipNorm, 0, Double.POSITIVE_INFINITY);
    Sections.within("optimizer.finalRateFraction", finalRateFraction, 0, Double.POSITIVE_INFINITY);
    if (warmupFraction < 0 || warmupFraction > 1) {
      throw new IllegalArgumentException(
          "optimizer.warmupFraction is " + warmupFraction + "; give 0 to 1");
    }
    if (!(encoderRateFactor > 0) || !(stageDecay > 0)) {
      throw new IllegalArgumentException(
          "optimizer.encoderRateFactor and optimizer.stageDecay must be above 0; 1 is for none");
    }
  }

  /** The same with one rate for all parameters: nothing pre-trained is there to be spared. */
  OptimizerSettings withOneRate() {
    return new OptimizerSettings(
        kind,
        learningRate,
        weightDecay,
        beta1,
        beta2,
        epsilon,
        clipNorm,
        warmupFraction,
        finalRateFraction,
        1,
        1);
  }

  /** The optimizer of a run of so many steps. */
  OptimizerConfig over(long totalSteps) {
    return new OptimizerConfig(
        kind,
        learningRate,
        weightDecay,
        beta1,
        beta2,
        epsilon,
        clipNorm,
        Math.round(warmupFraction * totalSteps),
        totalSteps,
        finalRateFraction,
        encoderRateFactor,
        stageDecay);
  }
}
