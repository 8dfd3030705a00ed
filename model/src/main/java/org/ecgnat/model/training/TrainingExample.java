package org.ecgnat.model.training;

/**
 * One window on its way into a training step.
 *
 * @param key 64 bits of the window's id: keys every random number drawn for it
 * @param epoch the pass over the data that it is drawn in: keys random numbers too
 * @param signal {@code 12 × samples}, lead-major, 0 in absent leads
 * @param leadMask bit {@code i} is set where lead {@code i} is present
 * @param targets what is to be told from the signal: {@code (classes)}, 1 where the class is
 *     present; or {@code (leads · samples of a beat)}, lead-major, the window's median beat in
 *     units of the signal; empty where nothing is
 * @param known which of it counts, 1 or 0: {@code (classes)}, whether the class was assessed; or
 *     {@code (leads)}, whether the lead's beat is known; empty where nothing is to be told
 */
public record TrainingExample(
    long key, int epoch, float[] signal, int leadMask, float[] targets, float[] known) {

  /** An example from whose signal nothing is to be told. */
  public static TrainingExample unlabeled(long key, int epoch, float[] signal, int leadMask) {
    return new TrainingExample(key, epoch, signal, leadMask, new float[0], new float[0]);
  }
}
