package org.ecgnat.model.training;

/**
 * One window on its way into a training step.
 *
 * @param key 64 bits of the window's id: keys every random number drawn for it
 * @param epoch the pass over the data that it is drawn in: keys random numbers too
 * @param signal {@code 12 × samples}, lead-major, 0 in absent leads
 * @param leadMask bit {@code i} is set where lead {@code i} is present
 * @param targets {@code (classes)}, 1 where the class is present; empty without labels
 * @param known {@code (classes)}, 1 where the class was assessed; empty without labels
 */
public record TrainingExample(
    long key, int epoch, float[] signal, int leadMask, float[] targets, float[] known) {

  /** An example without labels. */
  public static TrainingExample unlabeled(long key, int epoch, float[] signal, int leadMask) {
    return new TrainingExample(key, epoch, signal, leadMask, new float[0], new float[0]);
  }
}
