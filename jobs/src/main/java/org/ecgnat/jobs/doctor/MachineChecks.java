package org.ecgnat.jobs.doctor;

import ai.djl.util.Utils;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks of the Java runtime, the memory and the folders of this machine. */
public final class MachineChecks {
  private static final int JAVA = 17;
  private static final long MEBIBYTE = 1L << 20;
  private static final long LEAST_HEAP = 900 * MEBIBYTE;
  private static final long LEAST_DISK = 500 * MEBIBYTE;

  private MachineChecks() {}

  /** Spark 3.5 is tested on Java 17 here and opens internals that later versions closed. */
  public static Finding java() {
    return java(Runtime.version().feature());
  }

  static Finding java(int feature) {
    String detail = "Java " + Runtime.version() + " in " + System.getProperty("java.home");
    return feature == JAVA
        ? Finding.ok("java", detail)
        : Finding.fail("java", detail, "install a JDK 17 and let JAVA_HOME point to it");
  }

  /** Heap of this process beside what the machine has; libtorch's memory lies outside the heap. */
  public static Finding memory() {
    long heap = Runtime.getRuntime().maxMemory();
    String machine =
        ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
            ? ", machine " + system.getTotalMemorySize() / MEBIBYTE + " MiB"
            : "";
    String detail =
        "heap up to "
            + heap / MEBIBYTE
            + " MiB"
            + machine
            + ", "
            + Runtime.getRuntime().availableProcessors()
            + " processors";
    return heap >= LEAST_HEAP
        ? Finding.ok("memory", detail)
        : Finding.fail("memory", detail, "raise it: --driver-memory 2g, or -Xmx2g for plain java");
  }

  /** The folder for temporary files. */
  public static Finding temporaryFolder() {
    return writable(
        "temporary files",
        Path.of(System.getProperty("java.io.tmpdir")),
        "choose another with -Djava.io.tmpdir=DIR");
  }

  /** Where DJL unpacks libtorch, about 450 MB once a machine. */
  public static Finding nativeCache() {
    return writable(
        "native cache",
        Utils.getEngineCacheDir(),
        "let DJL_CACHE_DIR name a folder that you may write to, with 500 MB free");
  }

  static Finding writable(String name, Path folder, String remedy) {
    try {
      Files.createDirectories(folder);
      Path probe = Files.createTempFile(folder, "ecgnat-doctor", ".tmp");
      Files.delete(probe);
      long free = Files.getFileStore(folder).getUsableSpace();
      String detail = folder + ", " + free / MEBIBYTE + " MiB free";
      return free >= LEAST_DISK
          ? Finding.ok(name, detail)
          : Finding.fail(name, detail, "free some space there, or " + remedy);
    } catch (IOException e) {
      return Finding.fail(
          name, folder + " cannot be written: " + e.getClass().getSimpleName(), remedy);
    }
  }
}
