package org.ecgnat.jobs.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
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
   * @param from rounds finished before, the last of which may not have got its line yet
   */
  RunLog(RunFiles files, PrintWriter out, int rounds, RunProgress from) {
    this.files = files;
    this.out = out;
    this.rounds = rounds;
    if (from.round() > 0) {
      String before = new String(files.read(FILE).orElse(new byte[0]), StandardCharsets.UTF_8);
      // A round after the last checkpoint is run again, so its line goes.
      before.lines().filter(line -> round(line) <= from.round()).forEach(lines::add);
      boolean whole = lines.stream().anyMatch(line -> round(line) == from.round());
      if (!whole && from.last().isPresent()) {
        lines.add(Json.line(from.last().get()));
        write();
      }
    }
  }

  /** The round that a line tells of; beyond all rounds where it tells of none. */
  private static int round(String line) {
    try {
      return Json.read(line.getBytes(StandardCharsets.UTF_8), JsonNode.class)
          .path("round")
          .asInt(Integer.MAX_VALUE);
    } catch (IOException e) {
      return Integer.MAX_VALUE;
    }
  }

  private void write() {
    files.replace(FILE, String.join("\n", lines) + "\n");
  }

  /** A round is done. */
  void round(RoundReport report) {
    roundsHere++;
    lines.add(Json.line(report));
    write();
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
