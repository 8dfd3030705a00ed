package org.ecgnat.jobs.report;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.ecgnat.jobs.inventory.Inventory;
import org.ecgnat.jobs.inventory.SetAsideGroup;

/** What was set aside and why. */
final class CorpusSetAside {
  private static final int LONGEST_DETAIL = 240;

  private CorpusSetAside() {}

  static String of(Inventory inventory) {
    Map<String, Long> reasons = inventory.summary().reasons();
    if (reasons.isEmpty()) {
      return Html.section("Set aside", "<p class=\"hint\">Every recording was accepted.</p>\n");
    }
    Properties meanings = meanings();
    List<List<String>> rows = new ArrayList<>();
    reasons.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(
            reason ->
                rows.add(
                    List.of(
                        Html.text(reason.getKey())
                            + "<small>"
                            + Html.text(meanings.getProperty(reason.getKey(), ""))
                            + "</small>",
                        Html.count(reason.getValue()))));
    return Html.section(
        "Set aside",
        Html.table(List.of("reason", "recordings"), rows)
            + examples(inventory.setAside())
            + (inventory.rejected().isEmpty()
                ? "<p class=\"hint\">None of them can be drawn: their files are private, gone, or"
                    + " do not decode.</p>\n"
                : "<p class=\"hint\">Those of the above that decode, as they were recorded; each"
                    + " lead's median is taken off.</p>\n"
                    + CorpusStrips.of(inventory.rejected())));
  }

  /** The words of the README's table. */
  static Properties meanings() {
    Properties meanings = new Properties();
    try {
      meanings.load(new StringReader(Html.resource("set-aside-reasons.properties")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return meanings;
  }

  private static String examples(List<SetAsideGroup> groups) {
    List<List<String>> rows = new ArrayList<>();
    for (SetAsideGroup group : groups) {
      rows.add(
          List.of(
              Html.text(group.source()),
              Html.text(group.reason()),
              Html.count(group.count()),
              "<code>" + Html.text(shortened(group.recordKey(), 24)) + "</code>",
              Html.text(shortened(group.detail(), LONGEST_DETAIL))));
    }
    return "<div class=\"words\">"
        + Html.table(
            List.of("source", "reason", "recordings", "one of them", "what is wrong"), rows)
        + "</div>";
  }

  private static String shortened(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + "…";
  }
}
