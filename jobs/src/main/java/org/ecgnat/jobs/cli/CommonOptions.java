package org.ecgnat.jobs.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command with a configuration takes: {@code --set}, {@code --help}. */
@Command(mixinStandardHelpOptions = true)
public final class CommonOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Sets a key of the configuration over its file; dots lead to nested keys.")
  private List<String> settings = new ArrayList<>();

  /** {@code key=value} pairs in the order given. */
  public List<String> settings() {
    return List.copyOf(settings);
  }

  /** Where the command writes what the user asked for. */
  public PrintWriter out() {
    return command.commandLine().getOut();
  }

  /** Where the command writes progress and warnings. */
  public PrintWriter err() {
    return command.commandLine().getErr();
  }
}
