package org.ecgnat.jobs.report;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.ecgnat.jobs.training.RoundReport;

/**
 * {@code training.html}: one self-contained page of the rounds in {@code metrics.jsonl}. Needs no
 * network and no script; follows the reader's light or dark setting.
 */
public final class TrainingPage {
  private TrainingPage() {}

  /**
   * The page's text.
   *
   * @param name of the run
   * @param planned rounds that it has
   * @param rounds that are done, at least one
   */
  public static String of(String name, int planned, List<RoundReport> rounds) {
    String title = "Training of " + name;
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
        + Html.text(title)
        + "</title>\n<style>\n"
        + Html.resource("report.css")
        + Html.resource("training.css")
        + "</style></head>\n<body><main>\n<header><p class=\"kicker\">ECG-NAT training</p><h1>"
        + Html.text(name)
        + " <span>round "
        + Html.count(rounds.get(rounds.size() - 1).round())
        + " of "
        + Html.count(planned)
        + "</span></h1></header>\n"
        + tiles(rounds)
        + curves(rounds)
        + timeline(rounds)
        + workers(rounds)
        + "</main></body></html>\n";
  }

  private static String tiles(List<RoundReport> rounds) {
    RoundReport last = rounds.get(rounds.size() - 1);
    String validation =
        rounds.stream()
            .filter(round -> round.validationLoss().isPresent())
            .min(
                (a, b) ->
                    Double.compare(
                        a.validationLoss().getAsDouble(), b.validationLoss().getAsDouble()))
            .map(
                round ->
                    "best validation "
                        + number(round.validationLoss().getAsDouble())
                        + " in round "
                        + round.round())
            .orElse("not validated");
    double seconds = rounds.stream().mapToDouble(round -> round.times().seconds()).sum();
    long examples = rounds.stream().mapToLong(RoundReport::examples).sum();
    return "<section class=\"tiles\">"
        + Html.tile("loss", number(last.loss()), validation, "tile first")
        + Html.tile(
            "records a second",
            Html.count(Math.round(examples / seconds)),
            "in rounds, validation and checkpoints apart",
            "tile")
        + Html.tile(
            "outside steps",
            percent(mean(rounds, RoundReport::shareOutsideSteps)),
            "of a round, mean over workers",
            "tile")
        + Html.tile(
            "workers",
            Html.count(last.participants().size()),
            "in the last round; " + Html.hours(seconds) + " of rounds in all",
            "tile")
        + "</section>\n";
  }

  private static String curves(List<RoundReport> rounds) {
    LineChart loss = new LineChart("Loss by round", "round");
    loss.line("", points(rounds, RoundReport::loss));
    loss.line("second", points(rounds, round -> round.validationLoss().orElse(Double.NaN)));
    LineChart speed = new LineChart("Records a second by round", "round");
    speed.line("", points(rounds, RoundReport::recordsPerSecond));
    LineChart norm = new LineChart("Gradient norm by round", "round");
    norm.line("", points(rounds, RoundReport::gradientNorm));
    return Html.section(
        "Curves",
        "<article class=\"card\"><div class=\"charts\">"
            + Html.figure(
                loss.svg(),
                "loss: <span class=\"key\"></span> training <span class=\"key second\"></span>"
                    + " validation")
            + Html.figure(speed.svg(), "records a second, all workers")
            + Html.figure(norm.svg(), "norm of the gradient before clipping")
            + "</div></article>");
  }

  private static List<LineChart.Point> points(
      List<RoundReport> rounds, ToDoubleFunction<RoundReport> value) {
    return rounds.stream()
        .map(round -> new LineChart.Point(round.round(), value.applyAsDouble(round)))
        .toList();
  }

  private static String timeline(List<RoundReport> rounds) {
    return Html.section(
        "The last rounds",
        "<article class=\"card\"><div class=\"sideways\">"
            + RoundTimeline.of(rounds)
            + "</div><p class=\"hint\"><span class=\"key other\"></span> loading and sending vectors"
            + " <span class=\"key wait\"></span> waiting for data <span class=\"key step\"></span>"
            + " steps; empty: starting, waiting for the slowest, combining, validation,"
            + " checkpoint</p></article>");
  }

  private static String workers(List<RoundReport> rounds) {
    RoundReport last = rounds.get(rounds.size() - 1);
    List<List<String>> rows = last.participants().stream().map(one -> row(one, rounds)).toList();
    return Html.section(
        "Workers",
        Html.table(
                List.of(
                    "worker",
                    "executor",
                    "steps",
                    "in steps",
                    "waiting for data",
                    "loading and sending",
                    "native memory"),
                rows)
            + "<p class=\"hint\">Executor, steps and memory of the last round; seconds a round, mean over"
            + " the rounds that a worker took part in. Combining took "
            + seconds(mean(rounds, round -> round.times().combineSeconds()))
            + " a round, validation "
            + seconds(mean(rounds, round -> round.times().validationSeconds().orElse(Double.NaN)))
            + " each time, a checkpoint "
            + seconds(mean(rounds, round -> round.times().checkpointSeconds().orElse(Double.NaN)))
            + ".</p>");
  }

  private static List<String> row(RoundReport.Participant worker, List<RoundReport> rounds) {
    List<RoundReport.Participant> parts =
        rounds.stream()
            .flatMap(round -> round.participants().stream())
            .filter(one -> one.worker() == worker.worker())
            .toList();
    return List.of(
        Integer.toString(worker.worker()),
        Html.text(worker.executor()),
        Html.count(worker.steps()),
        seconds(mean(parts, one -> one.times().steppingSeconds())),
        seconds(mean(parts, one -> one.times().waitingSeconds())),
        seconds(mean(parts, one -> one.times().exchangeSeconds())),
        worker.nativeBytes().isPresent()
            ? Html.count(worker.nativeBytes().getAsLong() >> 20) + "\u2009MiB"
            : "–");
  }

  private static <T> double mean(List<T> all, ToDoubleFunction<T> value) {
    return all.stream().mapToDouble(value).filter(Double::isFinite).average().orElse(Double.NaN);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  private static String seconds(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.2f\u2009s", value) : "–";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f\u2009%%", 100 * share);
  }
}
