package org.ecgnat.model.layers;

import java.util.Arrays;
import org.ecgnat.model.random.KeyedRandom;

/** What a parameter holds before the first step. */
public sealed interface Initialization {

  /** All zero. */
  Initialization ZEROS = new Constant(0);

  /** All one. */
  Initialization ONES = new Constant(1);

  /**
   * Draws the values.
   *
   * @param random keyed by the parameter
   * @param size their number
   */
  float[] draw(KeyedRandom random, int size);

  /**
   * One value everywhere.
   *
   * @param value that value
   */
  record Constant(float value) implements Initialization {
    @Override
    public float[] draw(KeyedRandom random, int size) {
      float[] values = new float[size];
      Arrays.fill(values, value);
      return values;
    }
  }

  /**
   * Normal around 0, drawn again beyond two standard deviations.
   *
   * @param standardDeviation before truncation
   */
  record TruncatedNormal(double standardDeviation) implements Initialization {
    @Override
    public float[] draw(KeyedRandom random, int size) {
      float[] values = new float[size];
      for (int i = 0; i < size; i++) {
        double draw;
        do {
          draw = random.gaussian();
        } while (Math.abs(draw) > 2);
        values[i] = (float) (standardDeviation * draw);
      }
      return values;
    }
  }

  /**
   * Uniform within ±1/√fan-in: He et al. 2015 with the leaky slope √5 that PyTorch uses by default
   * for the weights and biases of linear layers and convolutions.
   *
   * @param fanIn inputs that an output is summed over
   */
  record Uniform(long fanIn) implements Initialization {
    @Override
    public float[] draw(KeyedRandom random, int size) {
      double bound = 1 / StrictMath.sqrt((double) fanIn);
      float[] values = new float[size];
      for (int i = 0; i < size; i++) {
        values[i] = (float) (bound * (2 * random.uniform() - 1));
      }
      return values;
    }
  }
}
