package org.ecgnat.preprocessing.format.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Makes a failing input small, so that it can be understood and kept. */
final class Shrinker {
  private static final int MOST_TRIES = 400;

  private Shrinker() {}

  /** The smallest input found by cutting slices out that ends in the same kind of fault. */
  static MemoryFolder shrink(FuzzTarget target, MemoryFolder failing, String fault) {
    if (kind(fault).startsWith("hangs")) {
      return failing; // each try would take as long
    }
    MemoryFolder smallest = failing;
    int tries = 0;
    try (GuardedRead guard = new GuardedRead()) {
      for (String name : failing.files().keySet()) {
        for (int slice = failing.files().get(name).length / 2; slice > 0; slice /= 2) {
          int at = 0;
          while (at < smallest.files().get(name).length && tries++ < MOST_TRIES) {
            byte[] bytes = smallest.files().get(name);
            int end = Math.min(bytes.length, at + slice);
            MemoryFolder smaller =
                smallest.with(name, Mutator.replace(bytes, at, end, new byte[0]));
            Optional<String> still = guard.fault(target, smaller);
            if (still.isPresent() && kind(still.get()).equals(kind(fault))) {
              smallest = smaller;
            } else {
              at = end;
            }
          }
        }
      }
    }
    return smallest;
  }

  /** What happened and where, without the numbers of the message. */
  static String kind(String fault) {
    String[] lines = fault.split("\n", 3);
    return lines[0].split("[ :]", 2)[0] + (lines.length > 1 ? lines[1] : "");
  }

  /** Writes an input where a person finds it. */
  static Path save(MemoryFolder folder, Path into) throws IOException {
    Files.createDirectories(into);
    for (var file : folder.files().entrySet()) {
      Files.write(into.resolve(file.getKey()), file.getValue());
    }
    return into;
  }
}
