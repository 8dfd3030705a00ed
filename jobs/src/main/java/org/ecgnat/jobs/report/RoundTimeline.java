package org.ecgnat.jobs.report;

import java.util.List;
import java.util.Locale;
import org.ecgnat.jobs.training.RoundReport;

/**
 * An inline SVG time line of the last rounds, a row a worker: in steps, waiting for data, otherwise
 * busy (loading and sending vectors); what is left of a round is waiting for others and combining.
 */
final class RoundTimeline {
  private static final int MOST_ROUNDS = 12;
  private static final int MOST_WORKERS = 32;
  private static final double LEFT = 64;
  private static final double TOP = 6;
  private static final double PLOT_WIDTH = 680;
  private static final double ROW = 20;
  private static final double BAR = 13;
  private static final double WIDTH = LEFT + PLOT_WIDTH + 12;

  private final List<RoundReport> rounds;
  private final int workers;
  private final double began;
  private final double seconds;

  private RoundTimeline(List<RoundReport> rounds) {
    this.rounds = rounds;
    this.workers =
        Math.min(
            MOST_WORKERS,
            1
                + rounds.stream()
                    .flatMap(round -> round.participants().stream())
                    .mapToInt(RoundReport.Participant::worker)
                    .max()
                    .orElse(0));
    RoundReport last = rounds.get(rounds.size() - 1);
    began = rounds.get(0).times().began();
    seconds = (last.times().began() - began) / 1e3 + last.times().seconds();
  }

  /** The time line of the last rounds. */
  static String of(List<RoundReport> all) {
    return new RoundTimeline(all.subList(Math.max(0, all.size() - MOST_ROUNDS), all.size())).svg();
  }

  private String svg() {
    double bottom = TOP + workers * ROW;
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg class=\"chart timeline\" viewBox=\"0 0 %.0f %.0f\" role=\"img\""
                + " aria-label=\"Time line of rounds by worker\">",
            WIDTH,
            bottom + 34));
    for (RoundReport round : rounds) {
      double from = x((round.times().began() - began) / 1e3);
      svg.append(
          String.format(
              Locale.ROOT, "<path class=\"grid\" d=\"M%.2f %.2fV%.2f\"/>", from, TOP, bottom));
      svg.append(SvgText.of("tick", from + 2, bottom + 12, "start", Html.count(round.round())));
      for (RoundReport.Participant one : round.participants()) {
        if (one.worker() < workers) {
          bars(svg, round, one);
        }
      }
    }
    for (int worker = 0; worker < workers; worker++) {
      svg.append(SvgText.of("tick", LEFT - 8, TOP + worker * ROW + BAR, "end", "worker " + worker));
    }
    svg.append(
        SvgText.of(
            "axis",
            LEFT + PLOT_WIDTH / 2,
            bottom + 29,
            "middle",
            String.format(Locale.ROOT, "rounds, %.1f s in all", seconds)));
    return svg.append("</svg>").toString();
  }

  private void bars(StringBuilder svg, RoundReport round, RoundReport.Participant one) {
    double start = (round.times().began() - began) / 1e3;
    // clocks of two machines differ: a worker is drawn within its round
    double latest = Math.max(0, round.times().seconds() - one.times().seconds());
    double after = (one.times().began() - round.times().began()) / 1e3;
    double from = start + Math.max(0, Math.min(latest, after));
    double y = TOP + one.worker() * ROW + 2;
    double other =
        one.times().seconds() - one.times().steppingSeconds() - one.times().waitingSeconds();
    from = bar(svg, "other", y, from, other, one, "loading and sending");
    from = bar(svg, "wait", y, from, one.times().waitingSeconds(), one, "waiting for data");
    bar(svg, "step", y, from, one.times().steppingSeconds(), one, one.steps() + " steps");
  }

  private double bar(
      StringBuilder svg,
      String style,
      double y,
      double from,
      double length,
      RoundReport.Participant one,
      String what) {
    double to = from + Math.max(0, length);
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.1f\"><title>%s:"
                + " %.2f s, executor %s</title></rect>",
            style,
            x(from),
            y,
            x(to) - x(from),
            BAR,
            Html.text(what),
            length,
            Html.text(one.executor())));
    return to;
  }

  private double x(double second) {
    return LEFT + second / seconds * PLOT_WIDTH;
  }
}
