package org.ecgnat.model.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.ecgnat.model.attention.BandConstants;
import org.ecgnat.model.attention.NeighborhoodAttention1d;
import org.ecgnat.model.layers.LayerNorm;
import org.ecgnat.model.layers.Mlp;
import org.ecgnat.model.layers.NetworkBlock;
import org.ecgnat.model.layers.Pass;

/**
 * A pre-norm block: neighbourhood attention, then an MLP, each added to its input, {@code (batch,
 * tokens, channels)} in and out. Stochastic depth (Huang et al., ECCV 2016) scales each of the two
 * branches.
 */
final class AttentionBlock extends NetworkBlock {
  private final int firstBranch;
  private final LayerNorm norm1;
  private final NeighborhoodAttention1d attention;
  private final LayerNorm norm2;
  private final Mlp mlp;

  /**
   * Declares {@code norm1}, {@code attention}, {@code norm2} and {@code mlp}.
   *
   * @param place number of the block in the network, from 0
   * @param channels of the tokens
   * @param mlpRatio hidden width of the MLP over the channels
   * @param constants of the attention's sizes
   */
  AttentionBlock(int place, int channels, int mlpRatio, BandConstants constants) {
    firstBranch = 2 * place;
    norm1 = addChildBlock("norm1", new LayerNorm(channels));
    attention = addChildBlock("attention", new NeighborhoodAttention1d(channels, constants));
    norm2 = addChildBlock("norm2", new LayerNorm(channels));
    mlp = addChildBlock("mlp", new Mlp(channels, mlpRatio * channels, channels));
  }

  @Override
  protected NDArray compute(NDArray input, Pass pass) {
    NDArray attended = attention.apply(norm1.apply(input, pass), pass);
    NDArray between = input.add(scaled(attended, firstBranch, pass));
    NDArray mixed = mlp.apply(norm2.apply(between, pass), pass);
    return between.add(scaled(mixed, firstBranch + 1, pass));
  }

  private static NDArray scaled(NDArray branch, int number, Pass pass) {
    return pass.branchScale(number).map(branch::mul).orElse(branch);
  }

  @Override
  protected Shape outputShape(Shape input) {
    return input;
  }
}
