package org.ecgnat.model.attention;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

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

  private record Key(int length, Device device) {}

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
   * The constants of a length on a device.
   *
   * @param owner takes them on first use and lives as long as this cache is used
   * @param length tokens
   * @param device of the queries
   */
  Tensors of(NDManager owner, int length, Device device) {
    return cache.computeIfAbsent(
        new Key(length, device), key -> make(owner, BandPlan.of(length, kernel, dilation), device));
  }

  int kernel() {
    return kernel;
  }

  int headDimension() {
    return headDimension;
  }

  private Tensors make(NDManager owner, BandPlan plan, Device device) {
    int queries = plan.queries();
    int keys = plan.keys();
    int biases = 2 * kernel - 1;
    float[] spread = new float[biases * queries * keys];
    float[] mask = new float[plan.groups() * plan.blocks() * queries * keys];
    for (int query = 0; query < queries; query++) {
      for (int key = 0; key < keys; key++) {
        int bias = plan.distance(query, key) + kernel - 1;
        if (bias >= 0 && bias < biases) {
          spread[(bias * queries + query) * keys + key] = 1;
        }
      }
    }
    int at = 0;
    for (int group = 0; group < plan.groups(); group++) {
      for (int block = 0; block < plan.blocks(); block++) {
        for (int query = 0; query < queries; query++) {
          for (int key = 0; key < keys; key++) {
            mask[at++] = plan.sees(group, block, query, key) ? 0 : UNSEEN;
          }
        }
      }
    }
    return new Tensors(
        plan,
        create(owner, device, spread, biases, (long) queries * keys),
        create(owner, device, mask, plan.groups(), plan.blocks(), queries, keys),
        create(owner, device, new float[] {(float) (1 / Math.sqrt(headDimension))}));
  }

  private static NDArray create(NDManager owner, Device device, float[] values, long... shape) {
    NDArray array = owner.create(values, new Shape(shape));
    NDArray placed = array.toDevice(device, false);
    placed.attach(owner);
    return placed;
  }
}
