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
