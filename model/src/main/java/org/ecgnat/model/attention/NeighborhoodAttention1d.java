package org.ecgnat.model.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.ecgnat.model.layers.Axes;
import org.ecgnat.model.layers.Initialization;
import org.ecgnat.model.layers.Linear;
import org.ecgnat.model.layers.NetworkBlock;
import org.ecgnat.model.layers.Pass;
import org.ecgnat.model.layers.Temporaries;

/**
 * Multi-head self-attention in which each token sees its k nearest neighbours (Hassani et al.,
 * "Neighborhood Attention Transformer", CVPR 2023, in one dimension; dilation as in Hassani and Shi
 * 2022), {@code (batch, tokens, channels)} in and out. At the borders the window shifts inward, so
 * that each token sees equally many.
 *
 * <p>With length L, kernel k and dilation d: d counts as 1 if d &gt; L; the effective kernel e is
 * the largest odd number ≤ min(k, ⌊L/d⌋). Query i lies in group g = i mod d at place j = ⌊i/d⌋ of n
 * = ⌈(L − g)/d⌉; its window starts at s = clamp(j − ⌊e/2⌋, 0, n − e) and holds the tokens g + d·(s
 * … s + e − 1). The m-th of them has bias entry (s + m − j) + k − 1 of the head's 2k − 1.
 *
 * <p>It is computed block by block: a few dozen queries with the T + e − 1 keys that any of them
 * sees, in one batched matrix product, so that memory grows with L · (T + e) and no operation adds
 * in an undefined order.
 */
public final class NeighborhoodAttention1d extends NetworkBlock {
  private static final double BIAS_DEVIATION = 0.02;
  // axes of tokens in blocks
  private static final int BLOCKS = 4;
  private static final int PLACES = 5;

  private final int heads;
  private final BandConstants constants;
  private final Parameter bias;
  private final Linear qkv;
  private final Linear projection;

  /** Names a layer's position bias for one length and device. */
  private record Positions(NeighborhoodAttention1d layer, BandConstants.Tensors band) {}

  /**
   * Declares {@code qkv}, {@code proj} and the position bias {@code bias (heads, 2k − 1)}.
   *
   * @param channels of the tokens, a multiple of the head dimension
   * @param constants of the kernel size, dilation and head dimension
   */
  public NeighborhoodAttention1d(int channels, BandConstants constants) {
    this.constants = constants;
    heads = channels / constants.headDimension();
    bias =
        parameter(
            "bias",
            new Initialization.TruncatedNormal(BIAS_DEVIATION),
            heads,
            2L * constants.kernel() - 1);
    qkv = addChildBlock("qkv", new Linear(channels, 3L * channels));
    projection = addChildBlock("proj", new Linear(channels, channels));
  }

  @Override
  protected NDArray compute(NDArray input, Pass pass) {
    Shape shape = input.getShape();
    int dimension = constants.headDimension();
    NDList parts =
        qkv.apply(input, pass)
            .reshape(shape.get(0), shape.get(1), 3, heads, dimension)
            .split(new long[] {1}, 2);
    NDArray table = pass.value(bias);
    BandConstants.Tensors band = constants.of(table.getManager(), parts.head());
    NDArray positions =
        pass.derived(
            new Positions(this, band), table.getManager(), () -> positionBias(table, band));
    NDArray attended = attend(parts.get(0), parts.get(1), positions, band);
    return projection.apply(attended.reshape(shape), pass);
  }

  @Override
  protected Shape outputShape(Shape input) {
    return input;
  }

  /**
   * The attention itself, without projections.
   *
   * @param query {@code (batch, heads, length, head dimension)}
   * @param key of the same shape
   * @param value of the same shape
   * @param table position bias, {@code (heads, 2k − 1)}; its manager keeps the constants
   * @param constants of k, the dilation and the head dimension
   * @return {@code (batch, heads, length, head dimension)}
   */
  public static NDArray attention(
      NDArray query, NDArray key, NDArray value, NDArray table, BandConstants constants) {
    return Temporaries.closed(
        () -> {
          NDArray queries = query.swapAxes(1, 2).expandDims(2);
          NDArray keyValue =
              NDArrays.stack(new NDList(key.swapAxes(1, 2), value.swapAxes(1, 2)), 2);
          BandConstants.Tensors band = constants.of(table.getManager(), queries);
          return attend(queries, keyValue, positionBias(table, band), band).swapAxes(1, 2);
        });
  }

  /**
   * The same with tokens before heads, as the projection gives them: one copy of each brings them
   * into blocks.
   *
   * @param query {@code (batch, length, 1, heads, head dimension)}
   * @param keyValue {@code (batch, length, 2, heads, head dimension)}
   * @param positions bias and mask of every pair, {@code (heads, groups, blocks, T, keys)}
   * @param band the constants of this length
   * @return {@code (batch, length, heads, head dimension)}
   */
  private static NDArray attend(
      NDArray query, NDArray keyValue, NDArray positions, BandConstants.Tensors band) {
    Shape shape = query.getShape();
    long batch = shape.get(0);
    long heads = shape.get(3);
    long dimension = shape.get(4);
    BandPlan plan = band.plan();
    long blocks = batch * heads * plan.groups() * plan.blocks();

    NDArray queries =
        inBlocks(query, plan).reshape(blocks, plan.queries(), dimension).mul(band.scale());
    NDList windows =
        windows(inBlocks(keyValue, plan), plan)
            .reshape(2 * blocks, plan.keys(), dimension)
            .split(2, 0);

    Shape byHead =
        new Shape(batch, heads, plan.groups(), plan.blocks(), plan.queries(), plan.keys());
    NDArray weights =
        queries
            .batchMatMul(windows.get(0).swapAxes(1, 2))
            .reshape(byHead)
            .add(positions)
            .softmax(-1)
            .reshape(blocks, plan.queries(), plan.keys());
    NDArray output =
        weights
            .batchMatMul(windows.get(1))
            .reshape(batch, heads, plan.groups(), plan.blocks(), plan.queries(), dimension)
            .transpose(0, 3, 4, 2, 1, 5)
            .reshape(batch, plan.padded(), heads, dimension);
    return Axes.slice(output, 1, 0, shape.get(1));
  }

  /** Bias and mask of every pair, {@code (heads, groups, blocks, T, keys)}. */
  private static NDArray positionBias(NDArray table, BandConstants.Tensors band) {
    BandPlan plan = band.plan();
    return table
        .matMul(band.spread())
        .reshape(table.getShape().get(0), 1, 1, plan.queries(), plan.keys())
        .add(band.mask());
  }

  /**
   * Tokens by group and block, {@code (batch, length, n, heads, c)} to {@code (n, batch, heads,
   * groups, blocks, T, c)}: a view, unless tokens are missing in the last block.
   */
  private static NDArray inBlocks(NDArray tokens, BandPlan plan) {
    Shape shape = tokens.getShape();
    return Axes.pad(tokens, 1, 0, plan.padded() - shape.get(1))
        .reshape(
            shape.get(0),
            plan.blocks(),
            plan.queries(),
            plan.groups(),
            shape.get(2),
            shape.get(3),
            shape.get(4))
        .transpose(4, 0, 5, 3, 1, 2, 6);
  }

  /**
   * The keys of each block, {@code (2, batch, heads, groups, blocks, T, c)} to {@code (…, blocks, T
   * + e − 1, c)}: its own places between the last ones of the block before and the first ones of
   * the block behind, zeros where there is none.
   */
  private static NDArray windows(NDArray blocks, BandPlan plan) {
    if (plan.halo() == 0) {
      return blocks;
    }
    int halo = plan.halo();
    long[] cuts =
        plan.queries() == 2 * halo
            ? new long[] {halo}
            : new long[] {halo, plan.queries() - (long) halo};
    // cut once, so that the way back puts the pieces together once
    NDList pieces = blocks.split(cuts, PLACES);
    NDList window = new NDList();
    window.add(Axes.pad(pieces.get(pieces.size() - 1), BLOCKS, 1, -1));
    window.addAll(pieces);
    window.add(Axes.pad(pieces.head(), BLOCKS, -1, 1));
    return NDArrays.concat(window, PLACES);
  }
}
