package org.ecgnat.jobs.report;

import java.util.Locale;

/** A line of text in a drawing. */
final class SvgText {
  private SvgText() {}

  /**
   * The element.
   *
   * @param style its class
   * @param anchor {@code start}, {@code middle} or {@code end}
   * @param text any; what XML would take for its own is escaped
   */
  static String of(String style, double x, double y, String anchor, String text) {
    return String.format(
        Locale.ROOT,
        "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
        style,
        x,
        y,
        anchor,
        Html.text(text));
  }
}
