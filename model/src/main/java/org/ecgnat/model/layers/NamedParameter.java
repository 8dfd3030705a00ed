package org.ecgnat.model.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.Arrays;
import java.util.List;
import org.ecgnat.model.random.KeyedRandom;
import org.ecgnat.model.random.KeyedRandom.Purpose;

/**
 * A parameter of a network by its dotted name, such as {@code encoder.stages.0.1.norm1.weight}.
 *
 * @param name path of blocks and the parameter's own name
 * @param parameter where the blocks find its array
 * @param initialization what it holds before the first step
 * @param trained whether the optimizer changes it; if not, the network itself does
 */
public record NamedParameter(
    String name, Parameter parameter, Initialization initialization, boolean trained) {

  /** Its dimensions. */
  public List<Long> shape() {
    return Arrays.stream(parameter.getShape().getShape()).boxed().toList();
  }

  /** The number of its elements. */
  public int size() {
    return Math.toIntExact(parameter.getShape().size());
  }

  /**
   * The values before the first step, row-major; keyed by the seed and the name alone.
   *
   * @param seed of the run
   */
  public float[] initialValues(long seed) {
    KeyedRandom random = KeyedRandom.of(seed, Purpose.INITIALIZATION, 0, 0, KeyedRandom.hash(name));
    return initialization.draw(random, size());
  }

  /**
   * Gives the network the array that it shall use from now on; it may be a view of a larger one and
   * be changed in place later. Differentiation is a matter of the caller.
   *
   * @param array of the parameter's shape, float32
   * @throws IllegalArgumentException if shape or type differ
   * @throws IllegalStateException if the parameter has an array already
   */
  public void bind(NDArray array) {
    Shape expected = parameter.getShape();
    if (!array.getShape().equals(expected) || array.getDataType() != DataType.FLOAT32) {
      throw new IllegalArgumentException(
          "Parameter " + name + " is float32 " + expected + ", not " + array);
    }
    if (parameter.isInitialized()) {
      throw new IllegalStateException("Parameter " + name + " has its array already");
    }
    parameter.setInitializer((manager, shape, type) -> array);
    parameter.initialize(array.getManager(), DataType.FLOAT32);
  }

  /** The bound array. */
  public NDArray array() {
    return parameter.getArray();
  }
}
