package org.ecgnat.jobs.training;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.ecgnat.jobs.cli.Progress;

/** Tells how a run goes: a line a round for people, and {@code rounds.jsonl} for programs. */
final class RunLog {
  static final String FILE = "rounds.jsonl";

  private final RunFiles files;
  private final PrintWriter out;
  private final int rounds;
  private final long began = System.nanoTime();
  private final List<String> lines = new ArrayList<>();
  private int roundsHere;

  /**
   * A log that goes on where the run does.
   *
   * @param out gets a line a round
   * @param rounds that the run has
   * @param resumed rounds finished before
   */
  RunLog(RunFiles files, PrintWriter out, int rounds, int resumed) {
    this.files = files;
    this.out = out;
    this.rounds = rounds;
    if (resumed > 0) {
      String before = new String(files.read(FILE).orElse(new byte[0]), StandardCharsets.UTF_8);
      // A round after the last checkpoint is run again, so its line goes.
      before.lines().limit(resumed).forEach(lines::add);
    }
  }

  /** A round is done. */
  void round(RoundReport report) {
    roundsHere++;
    lines.add(Json.line(report));
    files.replace(FILE, String.join("\n", lines) + "\n");
    double secondsARound = (System.nanoTime() - began) / 1e9 / roundsHere;
    long secondsLeft = Math.round(secondsARound * (rounds - report.round()));
    out.printf(
        Locale.ROOT,
        "round %d/%d  epoch %d  loss %.4f%s  %.1f records/s  %s left%n",
        report.round(),
        rounds,
        report.epoch(),
        report.loss(),
        validation(report.validationLoss()),
        report.recordsPerSecond(),
        Progress.clock(secondsLeft));
    out.flush();
  }

  private static String validation(OptionalDouble loss) {
    return loss.isPresent()
        ? String.format(Locale.ROOT, "  validation %.4f", loss.getAsDouble())
        : "";
  }
}
