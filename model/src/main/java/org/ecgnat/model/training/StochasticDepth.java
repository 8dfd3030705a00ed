package org.ecgnat.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.ecgnat.model.encoder.EncoderConfig;
import org.ecgnat.model.random.KeyedRandom;
import org.ecgnat.model.random.KeyedRandom.Purpose;

/**
 * Which residual branches a training pass drops (Huang et al., "Deep networks with stochastic
 * depth", ECCV 2016): the drop probability rises linearly from 0 at the first block to the
 * configured one at the last, each of a block's two branches is drawn on its own, and what is kept
 * is divided by the probability of keeping it.
 */
public final class StochasticDepth {
  private final int blocks;
  private final double lastProbability;
  private final long seed;

  /**
   * For one network.
   *
   * @param config its blocks and the drop probability of the last
   * @param seed of the run
   */
  public StochasticDepth(EncoderConfig config, long seed) {
    blocks = config.blocks();
    lastProbability = config.stochasticDepth();
    this.seed = seed;
  }

  /**
   * Draws the factors of a batch's branches; empty where nothing is ever dropped.
   *
   * @param manager owns the arrays
   * @param batch the examples, each with its key and epoch
   * @param first number of the first view: passes of a step with different numbers are independent
   * @param views views of each example: all examples' first views, then all second ones, …
   * @return for each branch {@code (views · batch, 1, 1)}
   */
  public List<NDArray> scales(
      NDManager manager, List<TrainingExample> batch, int first, int views) {
    List<NDArray> scales = new ArrayList<>();
    if (lastProbability == 0) {
      return scales;
    }
    int branches = 2 * blocks;
    for (int branch = 0; branch < branches; branch++) {
      int block = branch / 2;
      double drop = blocks == 1 ? lastProbability : lastProbability * block / (blocks - 1);
      float[] factors = new float[views * batch.size()];
      for (int i = 0; i < factors.length; i++) {
        int view = first + i / batch.size();
        TrainingExample example = batch.get(i % batch.size());
        KeyedRandom random =
            KeyedRandom.of(
                seed,
                Purpose.STOCHASTIC_DEPTH,
                example.epoch(),
                example.key(),
                (long) view * branches + branch);
        factors[i] = random.uniform() < drop ? 0 : (float) (1 / (1 - drop));
      }
      scales.add(manager.create(factors, new Shape(factors.length, 1, 1)));
    }
    return scales;
  }
}
