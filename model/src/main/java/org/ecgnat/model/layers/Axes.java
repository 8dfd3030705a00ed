package org.ecgnat.model.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/** Cutting and extending arrays along one axis without DJL's parsed index expressions. */
public final class Axes {
  private Axes() {}

  /**
   * A view of the places start … stop − 1 of an axis; the array itself where that is all of it.
   *
   * @param array any
   * @param axis from 0
   * @param start first place
   * @param stop one past the last
   */
  public static NDArray slice(NDArray array, int axis, long start, long stop) {
    if (start == 0 && stop == array.getShape().get(axis)) {
      return array;
    }
    return JniUtils.slice((PtNDArray) array, axis, start, stop, 1);
  }

  /**
   * The array with zeros before and behind along an axis; the array itself where both are 0.
   *
   * @param array any
   * @param axis from 0
   * @param before places to add in front
   * @param behind places to add at the end
   */
  public static NDArray pad(NDArray array, int axis, long before, long behind) {
    if (before == 0 && behind == 0) {
      return array;
    }
    // libtorch counts pairs of (before, behind) from the last axis
    long[] padding = new long[2 * (array.getShape().dimension() - axis)];
    padding[padding.length - 2] = before;
    padding[padding.length - 1] = behind;
    return array.pad(new Shape(padding), 0);
  }
}
