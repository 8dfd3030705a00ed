package org.ecgnat.jobs.training;

import org.ecgnat.jobs.config.Task;

/**
 * What a network is to tell from a window, as {@code TrainingExample} has it.
 *
 * @param values of the classes or of the median beat
 * @param known 1 where they count, else 0
 */
public record WindowTargets(float[] values, float[] known) {
  /** Nothing. */
  static final WindowTargets NONE = new WindowTargets(new float[0], new float[0]);

  /** The classes of a recording. */
  static WindowTargets of(Task.Targets classes) {
    return new WindowTargets(classes.present(), classes.known());
  }

  /** Bytes of the numbers. */
  int bytes() {
    return Float.BYTES * (values.length + known.length);
  }
}
