package org.ecgnat.jobs.spark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What this process has in memory, by {@code proc(5)}; unknown where there is none. */
public final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";
  private static final int KIBIBYTE = 1024;

  private ProcessMemory() {}

  /** Bytes in memory of whatever kind. */
  public static OptionalLong resident() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(RESIDENT))
          .mapToLong(line -> Long.parseLong(line.split("\\s+")[1]) * KIBIBYTE)
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /** Bytes in memory beyond what Java has taken for itself: libtorch's arrays, above all. */
  public static OptionalLong outsideJava() {
    MemoryMXBean java = ManagementFactory.getMemoryMXBean();
    long own =
        java.getHeapMemoryUsage().getCommitted() + java.getNonHeapMemoryUsage().getCommitted();
    OptionalLong resident = resident();
    return resident.isPresent()
        ? OptionalLong.of(Math.max(0, resident.getAsLong() - own))
        : resident;
  }
}
