package org.ecgnat.model.pretraining;

import org.ecgnat.model.random.KeyedRandom;
import org.ecgnat.model.random.KeyedRandom.Purpose;

/** Draws which units of a window are hidden: always the same number, any set equally likely. */
public final class MaskSampler {
  private final long seed;
  private final double ratio;

  /**
   * For one run.
   *
   * @param seed of the run
   * @param ratio fraction of units hidden, in (0, 1)
   */
  public MaskSampler(long seed, double ratio) {
    if (!(ratio > 0 && ratio < 1)) {
      throw new IllegalArgumentException("Mask ratio " + ratio + " is not between 0 and 1");
    }
    this.seed = seed;
    this.ratio = ratio;
  }

  /**
   * The mask of a window, keyed by epoch and window: 1 for hidden, in exactly ⌊ratio · units⌋
   * places.
   *
   * @param epoch pass over the data
   * @param window 64 bits of the window's id
   * @param units whole units in the window
   * @throws IllegalArgumentException if that number is 0
   */
  public float[] mask(long epoch, long window, int units) {
    int hidden = (int) (ratio * units);
    if (hidden == 0) {
      throw new IllegalArgumentException(
          "Mask ratio %s hides none of %d units: use longer windows or a larger ratio"
              .formatted(ratio, units));
    }
    int[] order = KeyedRandom.of(seed, Purpose.MASK, epoch, window, 0).permutation(units);
    float[] mask = new float[units];
    for (int i = 0; i < hidden; i++) {
      mask[order[i]] = 1;
    }
    return mask;
  }
}
