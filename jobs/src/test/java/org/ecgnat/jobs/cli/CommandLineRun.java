package org.ecgnat.jobs.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * A command line run within the test's process.
 *
 * @param exitCode what the process would end with
 * @param out standard output
 * @param err standard error
 */
public record CommandLineRun(int exitCode, String out, String err) {

  /** Runs {@code ecgnat args…}. */
  public static CommandLineRun of(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    return new CommandLineRun(code, out.toString(), err.toString());
  }
}
