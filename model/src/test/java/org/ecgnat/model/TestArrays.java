package org.ecgnat.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.ecgnat.preprocessing.Npz;

/** Moves arrays between tests and the engine. */
public final class TestArrays {
  private TestArrays() {}

  /** A golden array in single precision. */
  public static NDArray array(NDManager manager, Npz.Array array) {
    return manager.create(
        array.floats(), new Shape(Arrays.stream(array.shape()).asLongStream().toArray()));
  }

  /** Values in single precision. */
  public static NDArray array(NDManager manager, double[] values, long... shape) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return manager.create(floats, new Shape(shape));
  }

  /** The largest difference is within a bound. */
  public static void assertClose(String what, NDArray actual, double[] expected, double tolerance) {
    float[] values = actual.toFloatArray();
    assertThat(values).as(what).hasSameSizeAs(expected);
    double worst = 0;
    for (int i = 0; i < values.length; i++) {
      double difference = Math.abs(values[i] - expected[i]);
      worst = difference <= worst ? worst : difference;
    }
    assertThat(worst).as(what).isLessThanOrEqualTo(tolerance);
  }
}
