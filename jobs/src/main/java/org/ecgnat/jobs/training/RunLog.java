package org.ecgnat.jobs.training;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.ecgnat.jobs.cli.Progress;

/**
 * Tells how a run goes: a line a round for people, {@code metrics.jsonl} for programs, {@code
 * tensorboard/} for TensorBoard.
 */
final class RunLog {
  static final String FILE = "metrics.jsonl";
  static final String EVENTS = "tensorboard";

  private final RunFiles files;
  private final PrintWriter out;
  private final int rounds;
  private final long began = System.nanoTime();
  private final List<RoundReport> reports = new ArrayList<>();
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
      read(files).stream()
          // a round after the last checkpoint is run again, so its line goes
          .filter(report -> report.round() <= from.round())
          .forEach(reports::add);
      boolean whole = reports.stream().anyMatch(report -> report.round() == from.round());
      if (!whole && from.last().isPresent()) {
        reports.add(from.last().get());
      }
      write();
    }
  }

  /** The rounds that a run has noted down. */
  static List<RoundReport> read(RunFiles files) {
    return new String(files.read(FILE).orElse(new byte[0]), StandardCharsets.UTF_8)
        .lines()
        .map(RunLog::report)
        .flatMap(Optional::stream)
        .toList();
  }

  /** What a line tells of; nothing where it was cut short. */
  private static Optional<RoundReport> report(String line) {
    try {
      return Optional.of(Json.read(line.getBytes(StandardCharsets.UTF_8), RoundReport.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void write() {
    files.replace(FILE, reports.stream().map(RunLog::line).collect(Collectors.joining()));
    files.replace(events(), EventFile.of(reports));
  }

  /** Adds the last round to what lies there, so that a round costs as much after ten thousand. */
  private void append(RoundReport report) {
    boolean appended =
        reports.size() > 1
            && files.append(FILE, line(report).getBytes(StandardCharsets.UTF_8))
            && files.append(events(), EventFile.event(report));
    if (!appended) {
      write();
    }
  }

  private static String line(RoundReport report) {
    return Json.line(report) + "\n";
  }

  private String events() {
    long first = reports.get(0).times().began() / 1000;
    return String.format(Locale.ROOT, "%s/events.out.tfevents.%d.ecgnat", EVENTS, first);
  }

  /** A round is done. */
  void round(RoundReport report) {
    roundsHere++;
    reports.add(report);
    RoundGauges.done(report);
    append(report);
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

  /** All rounds so far. */
  List<RoundReport> reports() {
    return List.copyOf(reports);
  }
}
