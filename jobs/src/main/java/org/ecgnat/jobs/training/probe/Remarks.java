package org.ecgnat.jobs.training.probe;

import java.util.Optional;
import org.apache.spark.ml.classification.LogisticRegressionModel;

/** What is said about a fit. */
final class Remarks {
  private Remarks() {}

  static String constant(String name, String why) {
    return "Class " + name + " gets the same answer everywhere: the drawn recordings have " + why;
  }

  static Optional<String> ofConvergence(
      String what, LogisticRegressionModel model, ProbeSettings settings) {
    return model.summary().totalIterations() < settings.maximumIterations()
        ? Optional.empty()
        : Optional.of(
            "The regression of "
                + what
                + " has not converged after "
                + settings.maximumIterations()
                + " iterations; raise probe.maximumIterations or probe.regularisation");
  }
}
