package org.ecgnat.jobs;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.ecgnat.jobs.cli.Main;

/**
 * A command line run in this JVM on the shared local session.
 *
 * @param exitCode how it ended
 * @param out what it printed to standard output
 * @param err what it printed to standard error
 */
public record CommandLineRun(int exitCode, String out, String err) {

  /** Runs {@code ecgnat ARGS}. */
  public static CommandLineRun of(String... args) {
    LocalSpark.session();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    return new CommandLineRun(exitCode, out.toString(), err.toString());
  }
}
