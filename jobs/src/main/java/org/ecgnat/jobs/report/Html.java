package org.ecgnat.jobs.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Small pieces of HTML: escaped text, numbers, tables. */
final class Html {
  private Html() {}

  /** Text with everything escaped that HTML would read as markup. */
  static String text(String raw) {
    return raw.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** A number between 0 and 1 with three decimals, or a dash where it is undefined. */
  static String score(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "–";
  }

  /** A count with thin spaces between thousands. */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value).replace(',', '\u2009');
  }

  /** A count with what is counted. */
  static String counted(long number, String what) {
    return count(number) + " " + what + (number == 1 ? "" : "s");
  }

  /** A share in percent, with more digits where it is small. */
  static String percent(long part, long whole) {
    if (whole == 0) {
      return "–";
    }
    double percent = 100.0 * part / whole;
    if (percent > 0 && percent < 0.05) {
      return "under 0.1\u2009%";
    }
    return String.format(
        Locale.ROOT, percent > 0 && percent < 10 ? "%.1f\u2009%%" : "%.0f\u2009%%", percent);
  }

  /** A length of time in hours, or in minutes where it is short. */
  static String hours(double seconds) {
    return seconds < 2 * 3600
        ? String.format(Locale.ROOT, "%.0f\u2009min", seconds / 60)
        : seconds < 20 * 3600
            ? String.format(Locale.ROOT, "%.1f\u2009h", seconds / 3600)
            : count(Math.round(seconds / 3600)) + "\u2009h";
  }

  /** A count after a bar as long as its share of the whole. */
  static String barred(long part, long whole) {
    double percent = whole == 0 ? 0 : Math.min(100, 100.0 * part / whole);
    return String.format(
        Locale.ROOT,
        "<span class=\"bar\" style=\"--share:%.1f%%\"></span><span class=\"number\">%s</span>",
        part > 0 ? Math.max(3, percent) : 0,
        count(part));
  }

  /** A share in percent; muted where it is all. */
  static String share(long part, long whole) {
    String percent = percent(part, whole);
    return part == whole ? "<span class=\"muted\">" + percent + "</span>" : percent;
  }

  /** A count, the stronger coloured the larger its share of the whole is. */
  static String heat(long part, long whole) {
    if (part == 0) {
      return "<span class=\"muted\">·</span>";
    }
    // by root, for most shares are small
    double strength = whole == 0 ? 0 : Math.min(60, 160 * Math.sqrt((double) part / whole));
    return String.format(
        Locale.ROOT,
        "<span class=\"heat\" style=\"--strength:%.0f%%\">%s</span>",
        strength,
        count(part));
  }

  /** A number that stands out, with its name and a remark. */
  static String tile(String name, String value, String remark, String style) {
    return "<div class=\""
        + style
        + "\"><p class=\"name\">"
        + text(name)
        + "</p><p class=\"value\">"
        + value
        + "</p><p class=\"remark\">"
        + text(remark)
        + "</p></div>";
  }

  /**
   * A part of a page.
   *
   * @param content HTML
   */
  static String section(String heading, String content) {
    return "<section><h2>" + text(heading) + "</h2>\n" + content + "</section>\n";
  }

  /**
   * A chart with its caption.
   *
   * @param caption HTML
   */
  static String figure(String svg, String caption) {
    return "<figure>" + svg + "<figcaption>" + caption + "</figcaption></figure>";
  }

  /**
   * A card with a heading.
   *
   * @param remark beside the heading, plain text
   * @param content HTML
   */
  static String card(String heading, String remark, String content) {
    return "<article class=\"card\"><h3>"
        + text(heading)
        + " <span>"
        + text(remark)
        + "</span></h3>"
        + content
        + "</article>\n";
  }

  /** A term and what it stands for, of a list. */
  static String term(String name, String value) {
    return "<dt>" + text(name) + "</dt><dd>" + text(value) + "</dd>";
  }

  /**
   * A table; the first column is a heading of its row, the others are right-aligned numbers.
   *
   * @param headings column headings, plain text
   * @param rows cells, HTML
   */
  static String table(List<String> headings, List<List<String>> rows) {
    String head =
        headings.stream()
            .map(heading -> "<th scope=\"col\">" + text(heading) + "</th>")
            .collect(Collectors.joining());
    String body = rows.stream().map(Html::row).collect(Collectors.joining("\n"));
    return "<div class=\"scroll\"><table><thead><tr>"
        + head
        + "</tr></thead><tbody>\n"
        + body
        + "\n</tbody></table></div>\n";
  }

  private static String row(List<String> cells) {
    return "<tr><th scope=\"row\">"
        + cells.get(0)
        + "</th>"
        + cells.stream().skip(1).map(cell -> "<td>" + cell + "</td>").collect(Collectors.joining())
        + "</tr>";
  }

  /** A text file that lies beside this class in the jar. */
  static String resource(String name) {
    try (InputStream in = Html.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The jar lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
