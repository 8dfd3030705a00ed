package org.ecgnat.jobs.training;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.ecgnat.jobs.cli.ExitCode;

/** How a run ended, for programs and for people. */
final class RunResult {
  private RunResult() {}

  /** The content of {@code result.json}. */
  static Map<String, Object> of(String command, RoundLoop.Plan plan, RoundLoop.Outcome outcome) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("command", command);
    result.put("exitCode", exitCode(outcome).value());
    result.put("round", outcome.state().progress().round());
    result.put("ending", outcome.ending().name().toLowerCase(Locale.ROOT));
    result.put("rounds", plan.run().rounds());
    result.put("workers", plan.run().loop().workers());
    result.put("trainingWindows", plan.training().windows());
    result.put("parameters", plan.layout().size());
    if (outcome.state().progress().round() > 0) {
      result.putAll(metrics(outcome.state()));
    }
    return result;
  }

  /** The last losses, by name. */
  static Map<String, Double> metrics(TrainingState state) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    RoundReport report = state.progress().last().orElseThrow();
    metrics.put("trainingLoss", report.loss());
    report.validationLoss().ifPresent(loss -> metrics.put("validationLoss", loss));
    return metrics;
  }

  /** The last line. */
  static ExitCode tell(PrintWriter out, String output, RoundLoop.Outcome outcome) {
    ExitCode code = exitCode(outcome);
    if (outcome.ending() == RoundLoop.Ending.NO_BETTER) {
      out.println(
          "Validation was no better any more: round "
              + outcome.state().progress().round()
              + " was best and is kept");
    }
    if (code == ExitCode.DONE) {
      return done(out, output);
    }
    out.println(
        (outcome.ending() == RoundLoop.Ending.TIME
                ? "Stopped at the limit of its time (loop.stop.hours) after round "
                : "Stopped by a signal after round ")
            + outcome.state().progress().round()
            + "; go on with --resume");
    out.flush();
    return code;
  }

  /** The last line of what has finished. */
  static ExitCode done(PrintWriter out, String output) {
    out.println("Done: " + output + "/" + ModelFiles.FOLDER);
    out.flush();
    return ExitCode.DONE;
  }

  private static ExitCode exitCode(RoundLoop.Outcome outcome) {
    return outcome.ending().done() ? ExitCode.DONE : ExitCode.STOPPED_EARLY;
  }
}
