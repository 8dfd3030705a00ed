package org.ecgnat.jobs.report;

import java.util.Locale;

/** Draws into an SVG document (SVG 1.1), one user unit a millimetre. */
final class SvgSheet implements Sheet {
  private final StringBuilder body = new StringBuilder();
  private final StringBuilder thin = new StringBuilder();
  private final StringBuilder thick = new StringBuilder();
  private final StringBuilder ticks = new StringBuilder();
  private final StringBuilder texts = new StringBuilder();
  private final double widthMm;
  private final double heightMm;

  SvgSheet(double widthMm, double heightMm) {
    this.widthMm = widthMm;
    this.heightMm = heightMm;
  }

  @Override
  public void gridLine(double x1, double y1, double x2, double y2, Grid weight) {
    line(weight == Grid.THICK ? thick : thin, x1, y1, x2, y2);
  }

  @Override
  public void tick(double x1, double y1, double x2, double y2) {
    line(ticks, x1, y1, x2, y2);
  }

  private static void line(StringBuilder path, double x1, double y1, double x2, double y2) {
    path.append('M').append(number(x1)).append(' ').append(number(y1));
    path.append('L').append(number(x2)).append(' ').append(number(y2));
  }

  @Override
  public void trace(double[] x, double[] y) {
    body.append("<polyline points=\"");
    for (int i = 0; i < x.length; i++) {
      body.append(i == 0 ? "" : " ").append(number(x[i])).append(',').append(number(y[i]));
    }
    body.append("\"/>\n");
  }

  @Override
  public void text(double x, double y, double heightMm, String text) {
    texts
        .append("<text x=\"")
        .append(number(x))
        .append("\" y=\"")
        .append(number(y))
        .append("\" font-size=\"")
        .append(number(heightMm))
        .append("\">")
        .append(escaped(text))
        .append("</text>\n");
  }

  /** A document of its own. */
  String document() {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\"" + viewBox() + ">\n" + content() + "</svg>\n";
  }

  /**
   * An element of an HTML page, as large as it says.
   *
   * @param name what it shows, for those who cannot see it
   */
  String element(String name) {
    return "<svg class=\"paper\" role=\"img\" aria-label=\""
        + Html.text(name)
        + "\" width=\""
        + number(widthMm)
        + "mm\" height=\""
        + number(heightMm)
        + "mm\""
        + viewBox()
        + ">\n"
        + content()
        + "</svg>\n";
  }

  private String viewBox() {
    return " viewBox=\"0 0 "
        + number(widthMm)
        + " "
        + number(heightMm)
        + "\" font-family=\"sans-serif\"";
  }

  /** Colours stand at the elements: a style sheet within a page would apply to all of it. */
  private String content() {
    return "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
        + path("#fbdedb", 0.1, thin)
        + path("#f0a9a0", 0.15, thick)
        + path("#000", 0.15, ticks)
        + "<g fill=\"none\" stroke=\"#000\" stroke-width=\"0.3\" stroke-linejoin=\"round\">\n"
        + body
        + "</g>\n<g fill=\"#000\" stroke=\"#fff\" stroke-width=\"0.7\" paint-order=\"stroke\""
        + " stroke-opacity=\"0.85\">\n"
        + texts
        + "</g>\n";
  }

  private static String path(String colour, double width, StringBuilder lines) {
    return lines.isEmpty()
        ? ""
        : "<path stroke=\""
            + colour
            + "\" stroke-width=\""
            + number(width)
            + "\" d=\""
            + lines
            + "\"/>\n";
  }

  /** Hundredths of a millimetre are finer than any printer. */
  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
