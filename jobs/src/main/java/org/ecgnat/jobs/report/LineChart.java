package org.ecgnat.jobs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An inline SVG chart of values over rounds, coloured by the page's style sheet. */
final class LineChart {
  private static final double LEFT = 44;
  private static final double TOP = 10;
  private static final double PLOT_WIDTH = 330;
  private static final double PLOT_HEIGHT = 150;
  private static final double WIDTH = LEFT + PLOT_WIDTH + 12;
  private static final double HEIGHT = TOP + PLOT_HEIGHT + 38;
  private static final int MOST_POINTS = 330;
  private static final int[] STEPS = {1, 2, 5, 10};

  private final String title;
  private final String axis;
  private final List<Series> series = new ArrayList<>();

  /** A value at a round. */
  record Point(double x, double y) {}

  private record Series(String style, List<Point> points) {}

  private record Range(double from, double to) {
    double share(double value) {
      return to > from ? (value - from) / (to - from) : 0.5;
    }
  }

  /**
   * A chart without lines.
   *
   * @param title for those who cannot see it
   * @param axis below the chart
   */
  LineChart(String title, String axis) {
    this.title = title;
    this.axis = axis;
  }

  /**
   * Adds a line; of very many points, means of neighbours are drawn.
   *
   * @param style class in the style sheet, beside {@code line}
   */
  LineChart line(String style, List<Point> points) {
    List<Point> finite = points.stream().filter(point -> Double.isFinite(point.y())).toList();
    int together = (finite.size() - 1) / MOST_POINTS + 1;
    List<Point> drawn = new ArrayList<>();
    for (int i = 0; i < finite.size(); i += together) {
      List<Point> few = finite.subList(i, Math.min(finite.size(), i + together));
      drawn.add(
          new Point(
              few.stream().mapToDouble(Point::x).average().orElseThrow(),
              few.stream().mapToDouble(Point::y).average().orElseThrow()));
    }
    series.add(new Series(style, drawn));
    return this;
  }

  /** The chart; says so where there is nothing to draw. */
  String svg() {
    List<Point> all = series.stream().flatMap(one -> one.points().stream()).toList();
    if (all.isEmpty()) {
      return "<p class=\"hint\">nothing to draw yet</p>";
    }
    Range x =
        new Range(
            all.stream().mapToDouble(Point::x).min().orElseThrow(),
            all.stream().mapToDouble(Point::x).max().orElseThrow());
    double step =
        step(
            all.stream().mapToDouble(Point::y).max().orElseThrow()
                - all.stream().mapToDouble(Point::y).min().orElseThrow());
    Range y =
        new Range(
            step * Math.floor(all.stream().mapToDouble(Point::y).min().orElseThrow() / step),
            step * Math.ceil(all.stream().mapToDouble(Point::y).max().orElseThrow() / step));
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg class=\"chart wide\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">",
            WIDTH,
            HEIGHT,
            Html.text(title)));
    int decimals = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
    for (double tick = y.from(); tick < y.to() + step / 2; tick += step) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<path class=\"grid\" d=\"M%.2f %.2fH%.2f\"/>",
              LEFT,
              top(y, tick),
              LEFT + PLOT_WIDTH));
      svg.append(
          SvgText.of(
              "tick",
              LEFT - 6,
              top(y, tick) + 3.5,
              "end",
              String.format(Locale.ROOT, "%." + decimals + "f", tick)));
    }
    svg.append(
        SvgText.of("tick", LEFT, TOP + PLOT_HEIGHT + 14, "start", Html.count((long) x.from())));
    svg.append(
        SvgText.of(
            "tick",
            LEFT + PLOT_WIDTH,
            TOP + PLOT_HEIGHT + 14,
            "end",
            Html.count((long) Math.ceil(x.to()))));
    svg.append(SvgText.of("axis", LEFT + PLOT_WIDTH / 2, TOP + PLOT_HEIGHT + 30, "middle", axis));
    for (Series one : series) {
      svg.append(path(one, x, y));
    }
    return svg.append("</svg>").toString();
  }

  /** A round number of which four to eight fit between least and greatest. */
  private static double step(double spread) {
    double rough = Math.max(spread, 1e-9) / 6;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    for (int factor : STEPS) {
      if (factor * power >= rough) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static double top(Range y, double value) {
    return TOP + (1 - y.share(value)) * PLOT_HEIGHT;
  }

  private static String path(Series series, Range x, Range y) {
    StringBuilder path = new StringBuilder("<path class=\"line " + series.style() + "\" d=\"");
    String move = "M";
    for (Point point : series.points()) {
      path.append(
          String.format(
              Locale.ROOT,
              "%s%.2f %.2f",
              move,
              LEFT + x.share(point.x()) * PLOT_WIDTH,
              top(y, point.y())));
      move = "L";
    }
    if (series.points().size() == 1) {
      path.append("h.01");
    }
    return path.append("\"/>").toString();
  }
}
