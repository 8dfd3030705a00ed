package org.ecgnat.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Automatic differentiation of several networks at the same time in one JVM, a thread each.
 *
 * <p>DJL's {@code GradientCollector} is one per JVM: a static flag refuses the second. libtorch's
 * own switch is per thread, so this class uses that. It also gives gradients a lifetime: {@code
 * NDArray.getGradient} hangs another handle on the parameter's manager at every call.
 */
public final class Autograd {
  private Autograd() {}

  /**
   * Runs a body whose operations are recorded on this thread, so that {@link #backward} can follow.
   *
   * @param body the forward pass
   * @param <T> what it returns
   */
  public static <T> T recording(Supplier<T> body) {
    return inMode(Mode.RECORD, body);
  }

  /**
   * Runs a body that records nothing on this thread: evaluation, prediction, and every change of a
   * parameter in place. A thread that has never set its mode records.
   *
   * @param body what to run
   * @param <T> what it returns
   */
  public static <T> T withoutRecording(Supplier<T> body) {
    return inMode(Mode.IGNORE, body);
  }

  /**
   * Makes arrays leaves of the graph: {@link #backward} then accumulates their gradients.
   *
   * @param parameters the arrays to differentiate by
   */
  public static void track(Iterable<? extends NDArray> parameters) {
    parameters.forEach(parameter -> parameter.setRequiresGradient(true));
  }

  /**
   * Adds the gradient of a scalar to that of every tracked array it depends on, and frees the
   * graph.
   *
   * @param loss a scalar computed within {@link #recording}
   */
  public static void backward(NDArray loss) {
    try (NDArray one = loss.getManager().ones(loss.getShape(), loss.getDataType())) {
      backward(loss, one);
    }
  }

  /**
   * Adds the vector-Jacobian product of an array to the gradient of every tracked array it depends
   * on, and frees the graph.
   *
   * @param output computed within {@link #recording}
   * @param upstream the gradient by {@code output}, of its shape
   */
  public static void backward(NDArray output, NDArray upstream) {
    JniUtils.backward((PtNDArray) output, (PtNDArray) upstream, false, false);
  }

  /**
   * The gradient that a tracked array has accumulated; empty where nothing flowed back to it. It
   * shares its memory with libtorch's own copy, so it changes with the next {@link #backward}.
   *
   * @param owner closes the handle when it is closed itself
   * @param parameter a tracked array
   */
  public static Optional<NDArray> gradient(NDManager owner, NDArray parameter) {
    Optional<NDArray> gradient = Optional.ofNullable(JniUtils.getGradient((PtNDArray) parameter));
    gradient.ifPresent(array -> array.attach(owner));
    return gradient;
  }

  /**
   * Passes on the gradient that a tracked array has accumulated, where there is one, and closes the
   * handle afterwards.
   *
   * @param parameter a tracked array
   * @param consumer receives its gradient
   */
  public static void withGradient(NDArray parameter, Consumer<NDArray> consumer) {
    try (PtNDArray gradient = JniUtils.getGradient((PtNDArray) parameter)) {
      if (gradient != null) {
        consumer.accept(gradient);
      }
    }
  }

  /**
   * Sets accumulated gradients to zero.
   *
   * @param parameters tracked arrays
   */
  public static void clearGradients(Iterable<? extends NDArray> parameters) {
    parameters.forEach(parameter -> JniUtils.zeroGrad((PtNDArray) parameter));
  }

  private enum Mode {
    RECORD,
    IGNORE
  }

  private static <T> T inMode(Mode mode, Supplier<T> body) {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(mode == Mode.RECORD);
    try {
      return body.get();
    } finally {
      JniUtils.setGradMode(before);
    }
  }
}
