package org.ecgnat.jobs.doctor;

import java.util.List;

/**
 * The outcome of a check.
 *
 * @param name what was looked at
 * @param ok whether it will do
 * @param detail what was found
 * @param below lines that say more; where the check failed, what to do about it
 */
public record Finding(String name, boolean ok, String detail, List<String> below) {
  private static final String INDENT = " ".repeat(23);

  /** Copies the list. */
  public Finding {
    below = List.copyOf(below);
  }

  static Finding ok(String name, String detail) {
    return ok(name, detail, List.of());
  }

  static Finding ok(String name, String detail, List<String> below) {
    return new Finding(name, true, detail, below);
  }

  static Finding fail(String name, String detail, String remedy) {
    return new Finding(name, false, detail, List.of("-> " + remedy));
  }

  /** One line, and those below it. */
  public String lines() {
    StringBuilder lines =
        new StringBuilder(String.format("%-4s  %-16s %s", ok ? "ok" : "FAIL", name, detail));
    below.forEach(line -> lines.append(System.lineSeparator()).append(INDENT).append(line));
    return lines.toString();
  }
}
