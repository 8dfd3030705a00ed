package org.ecgnat.jobs.cli;

import ai.djl.engine.EngineException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ecgnat COMMAND}: the only place that ends the process. */
@Command(
    name = "ecgnat",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Self-supervised ECG models on Apache Spark. For research use, not a medical device.",
    subcommands = {
      SynthesizeCommand.class,
      PreprocessCommand.class,
      CorpusCommand.class,
      PretrainCommand.class,
      FinetuneCommand.class,
      EvaluateCommand.class,
      CompareCommand.class,
      PredictCommand.class,
      DoctorCommand.class
    })
public final class Main {
  private static final Logger log = LoggerFactory.getLogger(Main.class);

  private Main() {}

  /** Reads the version from the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"ecgnat " + CodeVersion.current()};
    }
  }

  /** Runs a command line and ends the process. */
  public static void main(String[] args) {
    int code = run(printer(System.out), printer(System.err), args);
    // In cluster mode Spark reports success only if main returns, so a clean end does not exit.
    if (code != ExitCode.DONE.value()) {
      System.exit(code);
    }
  }

  /**
   * Runs a command line within this process.
   *
   * @return the exit code
   */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> {
              ExitCode code = report(exception, err);
              return code.value();
            });
    if (args.length == 0) {
      commandLine.usage(err);
      return ExitCode.USAGE.value();
    }
    try {
      return commandLine.execute(args);
    } catch (OutOfMemoryError | LinkageError e) { // picocli hands on exceptions only
      return report(e, err).value();
    }
  }

  private static PrintWriter printer(OutputStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private static ExitCode report(Throwable exception, PrintWriter err) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof UserException user) {
        err.println("ecgnat: " + user.getMessage());
        log.debug("Where it happened", exception);
        return user.exitCode();
      }
      Optional<String> environment = environment(cause);
      if (environment.isPresent()) {
        err.println("ecgnat: " + environment.get());
        log.debug("Where it happened", exception);
        return ExitCode.ENVIRONMENT;
      }
    }
    err.println("ecgnat: a bug, please report it with what follows");
    exception.printStackTrace(err);
    return ExitCode.BUG;
  }

  /** What is wrong with the machine, where a failure says so. */
  private static Optional<String> environment(Throwable cause) {
    if (cause instanceof OutOfMemoryError) {
      return Optional.of(
          "Out of memory ("
              + cause.getMessage()
              + "); give more behind a lone --: --driver-memory, --executor-memory,"
              + " --conf spark.executor.memoryOverhead");
    }
    boolean natives =
        cause instanceof LinkageError
            || (cause instanceof EngineException
                && String.valueOf(cause.getMessage()).matches("(?s)(No deep|Failed to load).*"));
    return natives
        ? Optional.of(
            "Cannot load libtorch: "
                + cause.getMessage()
                + "; run ecgnat doctor to see what is missing")
        : Optional.empty();
  }
}
