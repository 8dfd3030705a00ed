package org.ecgnat.jobs.training;

/** Checks that a configuration has what it must have. */
final class Sections {
  private Sections() {}

  static void require(Object section, String key) {
    if (section == null) {
      throw new IllegalArgumentException("key '" + key + "' is missing");
    }
  }
}
