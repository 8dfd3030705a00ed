package org.ecgnat.model.training;

/**
 * Linear warm-up, then half a cosine (Loshchilov and Hutter, SGDR, 2017, section 3, without
 * restarts).
 *
 * @param peak the rate after the warm-up
 * @param warmupSteps steps of the warm-up; step {@code s} of it has {@code (s + 1) / warmupSteps}
 *     of the peak
 * @param totalSteps where the cosine ends; the rate stays at its end afterwards
 * @param finalFraction rate at the end over the peak
 */
public record LearningRateSchedule(
    double peak, long warmupSteps, long totalSteps, double finalFraction) {

  /** The schedule of an optimizer. */
  public static LearningRateSchedule of(OptimizerConfig config) {
    return new LearningRateSchedule(
        config.learningRate(),
        config.warmupSteps(),
        config.totalSteps(),
        config.finalRateFraction());
  }

  /** The rate of a step, counted from 0. */
  public double rate(long step) {
    if (step < warmupSteps) {
      return peak * (step + 1) / warmupSteps;
    }
    double progress =
        Math.min(1.0, (double) (step - warmupSteps) / Math.max(1, totalSteps - warmupSteps));
    double cosine = 0.5 * (1 + Math.cos(Math.PI * progress));
    return peak * (finalFraction + (1 - finalFraction) * cosine);
  }
}
