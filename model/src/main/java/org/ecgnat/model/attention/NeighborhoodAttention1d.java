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
 * <p>It is computed block by block: 16–32 queries with the T + e − 1 keys that any of them sees, in
 * one batched matrix product, so that memory grows with L · (T + e) and no operation adds in an
 * undefined order.
 */
public final class NeighborhoodAttention1d extends NetworkBlock {
  private static final double BIAS_DEVIATION = 0.02;

  private final int heads;
  private final BandConstants constants;
  private final Parameter bias;
  private final Linear qkv;
  private final Linear projection;

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
  public NDArray apply(NDArray input, Pass pass) {
    Shape shape = input.getShape();
    long batch = shape.get(0);
    long length = shape.get(1);
    int dimension = constants.headDimension();
    // one copy puts heads before tokens; a split of that costs nothing on the way back
    NDList parts =
        qkv.apply(input, pass)
            .reshape(batch, length, 3, heads, dimension)
            .transpose(2, 0, 3, 1, 4)
            .reshape(3, batch * heads, length, dimension)
            .split(new long[] {1}, 0);
    NDArray attended =
        attend(parts.get(0).squeeze(0), parts.get(1), pass.value(bias), constants)
            .reshape(batch, heads, length, dimension)
            .swapAxes(1, 2)
            .reshape(shape);
    return projection.apply(attended, pass);
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
    Shape shape = query.getShape();
    Shape merged = new Shape(shape.get(0) * shape.get(1), shape.get(2), shape.get(3));
    NDArray keyValue = NDArrays.stack(new NDList(key.reshape(merged), value.reshape(merged)));
    return attend(query.reshape(merged), keyValue, table, constants).reshape(shape);
  }

  /**
   * The same with batch and heads in one axis, and keys and values in one array.
   *
   * @param query {@code (batch · heads, length, head dimension)}
   * @param keyValue {@code (2, batch · heads, length, head dimension)}
   */
  private static NDArray attend(
      NDArray query, NDArray keyValue, NDArray table, BandConstants constants) {
    Shape shape = query.getShape();
    long length = shape.get(1);
    long dimension = shape.get(2);
    long heads = table.getShape().get(0);
    BandConstants.Tensors band = constants.of(table.getManager(), Math.toIntExact(length), query);
    BandPlan plan = band.plan();
    long groups = shape.get(0) * plan.groups();
    long blocks = groups * plan.blocks();

    NDArray queries =
        Axes.pad(
                group(query.mul(band.scale()), plan).reshape(groups, plan.longest(), dimension),
                1,
                plan.front(),
                plan.places() - plan.front() - (long) plan.longest())
            .reshape(blocks, plan.queries(), dimension);
    NDList windows =
        windowsOfKeys(group(keyValue, plan).reshape(2, groups, plan.longest(), dimension), plan)
            .reshape(2, blocks, plan.keys(), dimension)
            .split(2, 0);
    NDArray keys = windows.get(0).squeeze(0);
    NDArray values = windows.get(1).squeeze(0);

    Shape byHead =
        new Shape(
            shape.get(0) / heads, heads, plan.groups(), plan.blocks(), plan.queries(), plan.keys());
    NDArray weights =
        queries
            .batchMatMul(keys.swapAxes(1, 2))
            .reshape(byHead)
            .add(positionBias(table, band, query))
            .softmax(-1)
            .reshape(blocks, plan.queries(), plan.keys());
    NDArray output = weights.batchMatMul(values).reshape(groups, plan.places(), dimension);
    return ungroup(
        Axes.slice(output, 1, plan.front(), plan.front() + (long) plan.longest()), plan, shape);
  }

  /** Bias and mask of every pair, {@code (heads, groups, blocks, T, keys)}. */
  private static NDArray positionBias(
      NDArray table, BandConstants.Tensors band, NDArray inTheStep) {
    NDArray spread = table.matMul(band.spread());
    // the product hangs on the table's manager, which outlives the step
    spread.attach(inTheStep.getManager());
    BandPlan plan = band.plan();
    return spread
        .reshape(table.getShape().get(0), 1, 1, plan.queries(), plan.keys())
        .add(band.mask());
  }

  /** Takes the groups of tokens apart: {@code (…, length, c)} to {@code (…, groups, n, c)}. */
  private static NDArray group(NDArray tokens, BandPlan plan) {
    if (plan.groups() == 1) {
      return tokens;
    }
    Shape shape = tokens.getShape();
    int axis = shape.dimension() - 2;
    long missing = (long) plan.groups() * plan.longest() - shape.get(axis);
    return Axes.pad(tokens, axis, 0, missing)
        .reshape(shape.slice(0, axis).add(plan.longest(), plan.groups(), shape.get(axis + 1)))
        .swapAxes(axis, axis + 1);
  }

  /** The reverse for an output {@code (batch · heads · groups, n, c)}. */
  private static NDArray ungroup(NDArray output, BandPlan plan, Shape shape) {
    if (plan.groups() == 1) {
      return output;
    }
    NDArray tokens =
        output
            .reshape(shape.get(0), plan.groups(), plan.longest(), shape.get(2))
            .swapAxes(1, 2)
            .reshape(shape.get(0), (long) plan.groups() * plan.longest(), shape.get(2));
    return Axes.slice(tokens, 1, 0, shape.get(1));
  }

  /**
   * The keys of each block, {@code (2, rows, n, c)} to {@code (2, rows, blocks, T + e − 1, c)}: the
   * block's own places and as many of the next blocks as the window reaches into, in a frame that
   * starts half a window earlier.
   */
  private static NDArray windowsOfKeys(NDArray keyValue, BandPlan plan) {
    if (plan.blocks() == 1) {
      return keyValue;
    }
    int queries = plan.queries();
    int pieces = plan.pieces();
    long framed = plan.frame();
    long before = plan.front() + (long) plan.halo();
    Shape shape = keyValue.getShape();
    NDArray frame =
        Axes.pad(keyValue, 2, before, framed - before - plan.longest())
            .reshape(2, shape.get(1), framed / queries, queries, shape.get(3));
    NDList parts = new NDList(pieces);
    for (int piece = 0; piece < pieces; piece++) {
      NDArray whole = Axes.slice(frame, 2, piece, piece + (long) plan.blocks());
      parts.add(Axes.slice(whole, 3, 0, Math.min(queries, plan.keys() - piece * queries)));
    }
    // DJL copies a list of one without its gradient
    return pieces == 1 ? parts.head() : NDArrays.concat(parts, 3);
  }
}
