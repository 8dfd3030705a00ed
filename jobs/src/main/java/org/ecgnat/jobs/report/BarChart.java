package org.ecgnat.jobs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An inline SVG chart of upright bars, coloured by the page's style sheet. */
final class BarChart {
  private static final double LEFT = 44;
  private static final double TOP = 10;
  private static final double PLOT_WIDTH = 330;
  private static final double PLOT_HEIGHT = 120;
  private static final double WIDTH = LEFT + PLOT_WIDTH + 12;
  private static final double HEIGHT = TOP + PLOT_HEIGHT + 38;
  private static final double WIDEST_BAR = 46;

  private final String title;
  private final String axis;
  private final List<Bar> bars = new ArrayList<>();

  /**
   * @param label below the bar, or empty
   * @param meaning what it stands for, shown on pointing at it
   * @param second how much of the count is of a second kind, drawn in another colour on top
   */
  private record Bar(String label, String meaning, long count, long second) {}

  /**
   * @param title for those who cannot see it
   * @param axis below the chart
   */
  BarChart(String title, String axis) {
    this.title = title;
    this.axis = axis;
  }

  BarChart bar(String label, String meaning, long count) {
    return bar(label, meaning, count, 0);
  }

  BarChart bar(String label, String meaning, long count, long second) {
    bars.add(new Bar(label, meaning, count, second));
    return this;
  }

  /**
   * A histogram.
   *
   * @param unit of the numbers
   * @param from lower bound of the first bin, which also holds what is below
   * @param width of a bin
   * @param bins how many; the last one also holds what is above
   * @param labelled every how manieth bin is labelled
   */
  static String histogram(
      String title,
      String unit,
      Distribution values,
      double from,
      double width,
      int bins,
      int labelled) {
    BarChart chart = new BarChart(title, unit);
    long[] counts = values.binned(from, width, bins);
    for (int i = 0; i < bins; i++) {
      String low = String.format(Locale.ROOT, "%.0f", from + i * width);
      String high = String.format(Locale.ROOT, "%.0f", from + (i + 1) * width);
      boolean last = i == bins - 1;
      String range = last ? low + " and more" : low + " to below " + high;
      String label = i % labelled == 0 ? last ? "≥" + low : low : "";
      chart.bar(label, range + " " + unit, counts[i]);
    }
    return chart.svg();
  }

  String svg() {
    long most = Math.max(1, bars.stream().mapToLong(Bar::count).max().orElse(1));
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg class=\"chart wide\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">",
            WIDTH,
            HEIGHT,
            Html.text(title)));
    long step = step(most);
    for (long tick = 0; tick <= most; tick += step) {
      double y = y(tick, most);
      svg.append(
          String.format(
              Locale.ROOT,
              "<path class=\"grid\" d=\"M%.1f %.1fH%.1f\"/>",
              LEFT,
              y,
              LEFT + PLOT_WIDTH));
      svg.append(SvgText.of("tick", LEFT - 5, y + 3.5, "end", Html.count(tick)));
    }
    double place = PLOT_WIDTH / Math.max(1, bars.size());
    double width = Math.min(WIDEST_BAR, place * 0.86);
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double centre = LEFT + (i + 0.5) * place;
      String meaning = bar.meaning() + ": " + Html.count(bar.count());
      svg.append(rectangle("bars", centre - width / 2, width, 0, bar.count(), most, meaning));
      if (bar.second() > 0) {
        svg.append(
            rectangle(
                "bars second",
                centre - width / 2,
                width,
                bar.count() - bar.second(),
                bar.count(),
                most,
                meaning));
      }
      if (!bar.label().isEmpty()) {
        svg.append(SvgText.of("tick", centre, y(0, most) + 13, "middle", bar.label()));
      }
    }
    svg.append(SvgText.of("axis", LEFT + PLOT_WIDTH / 2, HEIGHT - 6, "middle", axis));
    return svg.append("</svg>").toString();
  }

  private static String rectangle(
      String style, double left, double width, long from, long to, long most, String meaning) {
    return String.format(
        Locale.ROOT,
        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>%s</title></rect>",
        style,
        left,
        y(to, most),
        width,
        y(from, most) - y(to, most),
        Html.text(meaning));
  }

  /** The largest of 1, 2, 5 times a power of ten that gives at least two steps. */
  private static long step(long most) {
    long step = 1;
    for (int i = 0; most / step > 4; i++) {
      step = i % 3 == 1 ? step / 2 * 5 : step * 2;
    }
    return step;
  }

  private static double y(long count, long most) {
    return TOP + PLOT_HEIGHT * (1 - (double) count / most);
  }
}
