package org.ecgnat.jobs.training.probe;

/**
 * The regression of a linear probe. It minimises the mean cross-entropy of the windows plus {@code
 * regularisation / 2} times the sum of the squared coefficients of the standardised features, each
 * divided by its standard deviation over those windows; intercepts are free.
 *
 * @param regularisation above 0: without it, separable classes have no finite answer
 * @param maximumIterations of L-BFGS; a regression that needs more is told of
 */
public record ProbeSettings(double regularisation, int maximumIterations) {

  /** Checks the numbers. */
  public ProbeSettings {
    if (!(regularisation > 0 && Double.isFinite(regularisation))) {
      throw new IllegalArgumentException(
          "probe.regularisation is " + regularisation + "; give more than 0");
    }
    if (maximumIterations < 1) {
      throw new IllegalArgumentException(
          "probe.maximumIterations is " + maximumIterations + "; give at least 1");
    }
  }
}
