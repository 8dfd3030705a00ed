package org.ecgnat.model.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.function.Supplier;

/**
 * Ends the life of intermediate arrays where their use ends, instead of where their manager's does.
 * What differentiation needs of them libtorch keeps by itself.
 */
public final class Temporaries {
  private Temporaries() {}

  /**
   * Runs a computation on this thread and closes all arrays that it made but the result.
   *
   * @param computation returns an array that it made itself
   */
  public static NDArray closed(Supplier<NDArray> computation) {
    NDArray result;
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      result = computation.get();
      NDScope.unregister(result);
    }
    // to the computation around this one the result is a temporary
    NDScope.register(result);
    return result;
  }

  /**
   * Keeps an array that is made within a computation alive beyond it. An array of Java's numbers
   * must be kept where the way back may need it: it borrows the memory of a buffer that the garbage
   * collector takes once the handle is closed. For the same reason nothing that is differentiated
   * may be multiplied or divided by a Java number, of which DJL makes such an array and closes it.
   *
   * @param array owned by a manager that closes it
   */
  public static NDArray kept(NDArray array) {
    NDScope.unregister(array);
    return array;
  }
}
