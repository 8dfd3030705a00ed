package org.ecgnat.jobs.report;

import java.util.Locale;

/** Draws into an SVG document (SVG 1.1), one user unit a millimetre. */
final class SvgSheet implements Sheet {
  private final StringBuilder body = new StringBuilder();
  private final StringBuilder thin = new StringBuilder();
  private final StringBuilder thick = new StringBuilder();
  private final double widthMm;
  private final double heightMm;

  SvgSheet(double widthMm, double heightMm) {
    this.widthMm = widthMm;
    this.heightMm = heightMm;
  }

  @Override
  public void gridLine(double x1, double y1, double x2, double y2, Grid weight) {
    StringBuilder path = weight == Grid.THICK ? thick : thin;
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
    body.append("<text x=\"")
        .append(number(x))
        .append("\" y=\"")
        .append(number(y))
        .append("\" font-size=\"")
        .append(number(heightMm))
        .append("\">")
        .append(escaped(text))
        .append("</text>\n");
  }

  String document() {
    String size = number(widthMm) + " " + number(heightMm);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "
        + size
        + "\" font-family=\"sans-serif\">\n"
        + "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
        + "<path stroke=\"#fbe3e0\" stroke-width=\"0.1\" d=\""
        + thin
        + "\"/>\n<path stroke=\"#f2b8b0\" stroke-width=\"0.15\" d=\""
        + thick
        + "\"/>\n<style>polyline{fill:none;stroke:#000;stroke-width:0.3;stroke-linejoin:round}"
        + "</style>\n"
        + body
        + "</svg>\n";
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
