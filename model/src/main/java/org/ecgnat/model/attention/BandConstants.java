package org.ecgnat.model.attention;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ecgnat.model.layers.Temporaries;

/**
 * The constant tensors of neighbourhood attention of one kernel size, dilation and head dimension,
 * made once a length and device. They grow with the length, not with its square.
 */
public final class BandConstants {
  /** Far below every score: its exponential is 0 in single precision. */
  private static final float UNSEEN = -1e9F;

  private final int kernel;
  private final int dilation;
  private final int headDimension;
  private final Map<Key, Tensors> cache = new ConcurrentHashMap<>();

  private record Key(int length, Device device, DataType type) {}

  /**
   * The constants of a length.
   *
   * @param plan how the tokens are cut
   * @param spread {@code (2k − 1, T · keys)}, 1 where a pair of query and key takes that bias
   * @param mask {@code (groups, blocks, T, keys)}, 0 where the query sees the key, else −1e9
   * @param scale a scalar, 1/√(head dimension)
   */
  record Tensors(BandPlan plan, NDArray spread, NDArray mask, NDArray scale) {}

  /**
   * An empty cache, to be shared by layers of the same sizes.
   *
   * @param kernel configured kernel size in tokens, odd
   * @param dilation distance of neighbours in tokens
   * @param headDimension channels a head
   */
  public BandConstants(int kernel, int dilation, int headDimension) {
    if (kernel < 1 || kernel % 2 == 0 || dilation < 1 || headDimension < 1) {
      throw new IllegalArgumentException(
          "Neighbourhood attention needs an odd kernel size (%d), a positive dilation (%d) and head dimension (%d)"
              .formatted(kernel, dilation, headDimension));
    }
    this.kernel = kernel;
    this.dilation = dilation;
    this.headDimension = headDimension;
  }

  /**
   * The constants for tokens of a length, on their device and in their precision.
   *
   * @param owner takes them on first use and lives as long as this cache is used
   * @param tokens {@code (batch, length, …)}
   */
  Tensors of(NDManager owner, NDArray tokens) {
    int length = Math.toIntExact(tokens.getShape().get(1));
    Key key = new Key(length, tokens.getDevice(), tokens.getDataType());
    return cache.computeIfAbsent(
        key, absent -> make(owner, BandPlan.of(length, kernel, dilation), absent));
  }

  int kernel() {
    return kernel;
  }

  int headDimension() {
    return headDimension;
  }

  private Tensors make(NDManager owner, BandPlan plan, Key key) {
    int queries = plan.queries();
    int keys = plan.keys();
    int biases = 2 * kernel - 1;
    float[] spread = new float[biases * queries * keys];
    float[] mask = new float[plan.groups() * plan.blocks() * queries * keys];
    for (int query = 0; query < queries; query++) {
      for (int seen = 0; seen < keys; seen++) {
        int bias = plan.distance(query, seen) + kernel - 1;
        if (bias >= 0 && bias < biases) {
          spread[(bias * queries + query) * keys + seen] = 1;
        }
      }
    }
    int at = 0;
    for (int group = 0; group < plan.groups(); group++) {
      for (int block = 0; block < plan.blocks(); block++) {
        for (int query = 0; query < queries; query++) {
          for (int seen = 0; seen < keys; seen++) {
            mask[at++] = plan.sees(group, block, query, seen) ? 0 : UNSEEN;
          }
        }
      }
    }
    return new Tensors(
        plan,
        placed(owner.create(spread, new Shape(biases, (long) queries * keys)), owner, key),
        placed(
            owner.create(mask, new Shape(plan.groups(), plan.blocks(), queries, keys)), owner, key),
        placed(owner.create(new double[] {1 / Math.sqrt(headDimension)}), owner, key));
  }

  private static NDArray placed(NDArray array, NDManager owner, Key key) {
    NDArray typed = array.toType(key.type(), false);
    NDArray placed = typed.toDevice(key.device(), false);
    for (NDArray step : List.of(array, typed)) {
      if (step != placed) {
        step.close();
      }
    }
    placed.attach(owner);
    return Temporaries.kept(placed);
  }
}
