package org.ecgnat.jobs.training;

import org.ecgnat.model.training.Objective;

/** Checks that a configuration has what it must have. */
final class Sections {
  private Sections() {}

  static void require(Object section, String key) {
    if (section == null) {
      throw new IllegalArgumentException("key '" + key + "' is missing");
    }
  }

  /** Checks that a number is at least {@code least} and below {@code bound}. */
  static void within(String key, double value, double least, double bound) {
    if (!(value >= least && value < bound)) {
      throw new IllegalArgumentException(
          key
              + " is "
              + value
              + (bound == Double.POSITIVE_INFINITY
                  ? "; give at least " + least
                  : "; give at least " + least + " and less than " + bound));
    }
  }

  /** Checks how views are made. */
  static void augmentation(String key, Objective.Augmentation augmentation) {
    double any = Double.POSITIVE_INFINITY;
    require(augmentation, key);
    within(key + ".views", augmentation.views(), 1, any);
    within(key + ".gain", augmentation.gain(), 0, any);
    within(key + ".noise", augmentation.noise(), 0, any);
    within(key + ".wander", augmentation.wander(), 0, any);
    within(key + ".shift", augmentation.shift(), 0, any);
    within(key + ".leadDropout", augmentation.leadDropout(), 0, 1);
  }

  /** Checks that a number is finite and above 0. */
  static void positive(String key, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(key + " is " + value + "; give more than 0");
    }
  }
}
