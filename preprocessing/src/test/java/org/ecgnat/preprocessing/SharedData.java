package org.ecgnat.preprocessing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where tests find the golden vectors and the real recordings. */
public final class SharedData {
  private SharedData() {}

  /**
   * A file or folder of the shared data; the calling test is skipped where it is absent.
   *
   * @param relative such as {@code golden/na1d_0.npz}
   */
  public static Path path(String relative) {
    Path path = Path.of(System.getProperty("ecgnat.shared", "../../shared"), relative);
    assumeTrue(
        Files.exists(path),
        () ->
            "skipped: "
                + path
                + " is absent (put the shared data beside the checkout, or set -Decgnat.shared)");
    return path;
  }
}
