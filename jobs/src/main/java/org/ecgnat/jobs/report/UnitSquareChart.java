package org.ecgnat.jobs.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.ecgnat.jobs.evaluation.Curves.Bin;
import org.ecgnat.jobs.evaluation.Curves.Point;

/** An inline SVG chart whose two axes run from 0 to 1, coloured by the page's style sheet. */
final class UnitSquareChart {
  private static final double LEFT = 34;
  private static final double TOP = 10;
  private static final double SIDE = 180;
  private static final double WIDTH = LEFT + SIDE + 12;
  private static final double HEIGHT = TOP + SIDE + 38;
  private static final double[] TICKS = {0, 0.25, 0.5, 0.75, 1};
  private static final double LARGEST_DOT = 7.5;
  private static final double SMALLEST_DOT = 2.8;

  private final StringBuilder marks = new StringBuilder();
  private final String xLabel;
  private final String yLabel;

  UnitSquareChart(String xLabel, String yLabel) {
    this.xLabel = xLabel;
    this.yLabel = yLabel;
  }

  /** Receiver operating characteristic, with the diagonal of a guesser. */
  static String roc(List<Point> points) {
    UnitSquareChart chart = new UnitSquareChart("1 − specificity", "sensitivity");
    chart.reference(new Point(0, 0), new Point(1, 1));
    chart.area(points);
    chart.line(points);
    return chart.svg("Receiver operating characteristic");
  }

  /**
   * Precision over recall in steps, with the level of a guesser.
   *
   * @param prevalence share of positives
   */
  static String precisionRecall(List<Point> points, double prevalence) {
    UnitSquareChart chart = new UnitSquareChart("recall", "precision");
    chart.reference(new Point(0, prevalence), new Point(1, prevalence));
    List<Point> steps = steps(points);
    chart.area(steps);
    chart.line(steps);
    return chart.svg("Precision and recall");
  }

  /** Observed frequency over mean probability, a dot a bin, its area by the bin's recordings. */
  static String calibration(List<Bin> bins) {
    UnitSquareChart chart = new UnitSquareChart("mean probability", "observed share");
    chart.reference(new Point(0, 0), new Point(1, 1));
    chart.thinLine(bins.stream().map(UnitSquareChart::place).toList());
    int most = bins.stream().mapToInt(Bin::recordings).max().orElse(1);
    for (Bin bin : bins) {
      double radius =
          Math.max(SMALLEST_DOT, LARGEST_DOT * Math.sqrt((double) bin.recordings() / most));
      chart.dot(place(bin), radius, bin.recordings() + " recordings");
    }
    return chart.svg("Calibration");
  }

  private static Point place(Bin bin) {
    return new Point(bin.meanProbability(), bin.observed());
  }

  private static List<Point> steps(List<Point> points) {
    Point[] steps = new Point[2 * points.size()];
    double recall = 0;
    for (int i = 0; i < points.size(); i++) {
      steps[2 * i] = new Point(recall, points.get(i).y());
      steps[2 * i + 1] = points.get(i);
      recall = points.get(i).x();
    }
    return List.of(steps);
  }

  private void reference(Point from, Point to) {
    path("reference", List.of(from, to));
  }

  private void line(List<Point> points) {
    path("line", points);
  }

  private void thinLine(List<Point> points) {
    path("line thin", points);
  }

  private void path(String style, List<Point> points) {
    marks
        .append("<path class=\"")
        .append(style)
        .append("\" d=\"")
        .append(path(points))
        .append("\"/>");
  }

  private void area(List<Point> points) {
    String outline = path(points);
    Point first = points.get(0);
    Point last = points.get(points.size() - 1);
    marks
        .append("<path class=\"area\" d=\"")
        .append(outline)
        .append(" L")
        .append(place(new Point(last.x(), 0)))
        .append(" L")
        .append(place(new Point(first.x(), 0)))
        .append("Z\"/>");
  }

  private void dot(Point point, double radius, String title) {
    marks.append(
        String.format(
            Locale.ROOT,
            "<circle class=\"dot\" cx=\"%.2f\" cy=\"%.2f\" r=\"%.1f\"><title>%s</title></circle>",
            x(point.x()),
            y(point.y()),
            radius,
            Html.text(title)));
  }

  private String svg(String title) {
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg class=\"chart\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">",
            WIDTH,
            HEIGHT,
            Html.text(title)));
    for (double tick : TICKS) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<path class=\"grid\" d=\"M%.2f %.2fV%.2fM%.2f %.2fH%.2f\"/>",
              x(tick),
              y(0),
              y(1),
              x(0),
              y(tick),
              x(1)));
      if (tick * 2 == Math.rint(tick * 2)) {
        String label = tick == 0.5 ? "0.5" : String.valueOf((int) tick);
        svg.append(SvgText.of("tick", x(tick), y(0) + 13, "middle", label));
        svg.append(SvgText.of("tick", x(0) - 5, y(tick) + 3, "end", label));
      }
    }
    svg.append(marks);
    svg.append(SvgText.of("axis", x(0.5), HEIGHT - 6, "middle", xLabel));
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"axis\" text-anchor=\"middle\" transform=\"translate(10 %.1f) rotate(-90)\">%s</text>",
            y(0.5),
            Html.text(yLabel)));
    return svg.append("</svg>").toString();
  }

  private static String path(List<Point> points) {
    return points.stream().map(UnitSquareChart::place).collect(Collectors.joining(" L", "M", ""));
  }

  private static String place(Point point) {
    return String.format(Locale.ROOT, "%.2f %.2f", x(point.x()), y(point.y()));
  }

  private static double x(double value) {
    return LEFT + value * SIDE;
  }

  private static double y(double value) {
    return TOP + (1 - value) * SIDE;
  }
}
