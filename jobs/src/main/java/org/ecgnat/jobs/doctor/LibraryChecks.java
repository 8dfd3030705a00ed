package org.ecgnat.jobs.doctor;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;

/** Checks of libtorch and of Spark's version. */
public final class LibraryChecks {
  private static final String SPARK_LINE = "3.5.";

  private LibraryChecks() {}

  /** Loads libtorch and multiplies two numbers with it. */
  public static Finding libtorch() {
    try {
      Engine engine = Engine.getEngine("PyTorch");
      try (NDManager manager = engine.newBaseManager()) {
        float product = manager.create(6f).mul(manager.create(7f)).getFloat();
        if (product != 42f) {
          return Finding.fail("libtorch", "6 · 7 gives " + product, "reinstall the natives");
        }
      }
      return Finding.ok(
          "libtorch",
          engine.getVersion()
              + ", "
              + JniUtils.getNumThreads()
              + " threads an operation, "
              + engine.getGpuCount()
              + " GPUs");
    } catch (RuntimeException | LinkageError e) {
      return Finding.fail(
          "libtorch",
          "does not load: " + firstLine(e),
          "put the natives jar of this platform on the class path, set DJL_OFFLINE=true, and let"
              + " DJL_CACHE_DIR name a writable folder");
    }
  }

  /** The version of Spark on the class path: that of spark-submit where there is one. */
  public static Finding spark() {
    String version = org.apache.spark.package$.MODULE$.SPARK_VERSION();
    return version.startsWith(SPARK_LINE)
        ? Finding.ok("spark", "Spark " + version)
        : Finding.fail(
            "spark",
            "Spark " + version,
            "use a Spark 3.5 for Scala 2.12: let SPARK_HOME point to it or unset SPARK_HOME");
  }

  /** What went wrong in the first place, in one line. */
  static String firstLine(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName()
        + ": "
        + String.valueOf(root.getMessage()).lines().findFirst().orElse("");
  }
}
