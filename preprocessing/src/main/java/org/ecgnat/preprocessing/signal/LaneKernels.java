package org.ecgnat.preprocessing.signal;

import java.util.Optional;

/** Which {@link LaneKernel}s this JVM offers. */
final class LaneKernels {
  private static final String VECTOR_MODULE = "jdk.incubator.vector";
  private static final String VECTOR_KERNEL = "VectorLaneKernel";

  static final LaneKernel BEST = vector().orElseGet(ScalarLaneKernel::new);

  private LaneKernels() {}

  /**
   * The one that works on four lanes at once: there where the JVM was started with {@code
   * --add-modules jdk.incubator.vector} on a processor with registers of at least 256 bits.
   */
  static Optional<LaneKernel> vector() {
    if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
      return Optional.empty();
    }
    try {
      // by name: a JVM without the module cannot link it
      Class<?> found = Class.forName(LaneKernels.class.getPackageName() + "." + VECTOR_KERNEL);
      return Optional.of((LaneKernel) found.getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException | LinkageError e) {
      return Optional.empty();
    }
  }
}
