package org.ecgnat.jobs.report;

import java.util.List;
import java.util.stream.Collectors;
import org.ecgnat.jobs.inventory.ExampleStrip;

/** Example recordings on ECG paper. */
final class CorpusStrips {
  private CorpusStrips() {}

  static String accepted(List<ExampleStrip> strips) {
    return strips.isEmpty()
        ? ""
        : Html.section(
            "Accepted recordings",
            "<p class=\"hint\">Some windows of each source, drawn by lot, as they are stored. 25 mm"
                + " is a second and 10 mm a millivolt; where the amplitude is unknown, heights and"
                + " the relation of leads mean nothing. On a screen of 96 pixels an inch, and in"
                + " print, the paper has its true size.</p>\n"
                + of(strips));
  }

  static String of(List<ExampleStrip> strips) {
    return strips.stream().map(CorpusStrips::figure).collect(Collectors.joining());
  }

  private static String figure(ExampleStrip strip) {
    String paper =
        EcgPaper.of(strip.signal(), strip.title()).withRemarks(strip.remarks()).svgElement();
    return "<figure class=\"strip\"><div class=\"scroll\">"
        + paper
        + "</div><figcaption>"
        + strip.facts().stream().map(Html::text).collect(Collectors.joining("<br>"))
        + "</figcaption></figure>\n";
  }
}
