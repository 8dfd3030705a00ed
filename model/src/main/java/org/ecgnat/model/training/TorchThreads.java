package org.ecgnat.model.training;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;

/**
 * The one place that sets libtorch's thread counts. Both are one per process, whatever thread asks:
 * intra-op is how many threads share one operation, inter-op (always 1 here) how many operations of
 * one graph run side by side.
 */
public final class TorchThreads {

  private static int intraOp;

  private TorchThreads() {}

  /**
   * Sets the threads of an operation. The count is part of a run's identity, because sums depend on
   * it in their last bits; so it cannot change within a process.
   *
   * @param count threads an operation
   * @throws IllegalStateException where the process already runs with another count
   */
  public static synchronized void configure(int count) {
    if (count < 1) {
      throw new IllegalArgumentException(count + " threads an operation");
    }
    if (intraOp == count) {
      return;
    }
    if (intraOp != 0) {
      throw new IllegalStateException(
          "This process computes with %d threads an operation and cannot change to %d"
              .formatted(intraOp, count));
    }
    Engine.getEngine("PyTorch");
    JniUtils.setNumThreads(count);
    if (JniUtils.getNumInteropThreads() != 1) {
      JniUtils.setNumInteropThreads(1);
    }
    intraOp = count;
  }
}
