package org.ecgnat.jobs.doctor;

/**
 * The outcome of a check.
 *
 * @param name what was looked at
 * @param ok whether it will do
 * @param detail what was found
 * @param remedy what to do about it; empty where all is well
 */
public record Finding(String name, boolean ok, String detail, String remedy) {

  static Finding ok(String name, String detail) {
    return new Finding(name, true, detail, "");
  }

  static Finding fail(String name, String detail, String remedy) {
    return new Finding(name, false, detail, remedy);
  }

  /** One line, and a second with the remedy where there is one. */
  public String lines() {
    String line = String.format("%-4s  %-16s %s", ok ? "ok" : "FAIL", name, detail);
    return ok ? line : line + System.lineSeparator() + " ".repeat(23) + "-> " + remedy;
  }
}
