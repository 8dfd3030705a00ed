package org.ecgnat.jobs.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ecgnat.jobs.inventory.Inventory;
import org.ecgnat.jobs.inventory.RecordingQuestions;
import org.ecgnat.jobs.inventory.SourceContents;
import org.ecgnat.jobs.inventory.Tally;

/** The most frequent labels of each source, and how certain they are. */
final class CorpusLabels {
  private static final int MOST = 12;
  private static final List<String> CERTAINTIES = List.of("present", "possible", "absent");

  private CorpusLabels() {}

  static String of(Inventory inventory) {
    Map<String, Map<String, Map<String, Long>>> sources = new TreeMap<>();
    for (Tally.Count one : inventory.recordings().of(RecordingQuestions.LABEL)) {
      sources
          .computeIfAbsent(one.source(), key -> new TreeMap<>())
          .computeIfAbsent(one.answer(), key -> new LinkedHashMap<>())
          .merge(one.detail(), one.number(), Long::sum);
    }
    StringBuilder cards = new StringBuilder();
    for (SourceContents source : inventory.sources()) {
      Map<String, Map<String, Long>> labels = sources.getOrDefault(source.source(), Map.of());
      cards.append(labels.isEmpty() ? without(source) : card(source, labels));
    }
    return Html.section("Labels", "<div class=\"columns\">" + cards + "</div>\n");
  }

  private static String without(SourceContents source) {
    return Html.card(source.source(), "no labels", "");
  }

  private static String card(SourceContents source, Map<String, Map<String, Long>> labels) {
    List<Map.Entry<String, Map<String, Long>>> byCount =
        labels.entrySet().stream()
            .sorted(Comparator.comparingLong(entry -> -total(entry.getValue())))
            .toList();
    List<List<String>> rows = new ArrayList<>();
    boolean certain =
        labels.values().stream()
            .allMatch(counts -> counts.keySet().equals(java.util.Set.of("present")));
    for (Map.Entry<String, Map<String, Long>> entry :
        byCount.subList(0, Math.min(MOST, byCount.size()))) {
      List<String> row = new ArrayList<>();
      row.add(Html.text(entry.getKey()));
      long total = total(entry.getValue());
      row.add(Html.barred(total, source.recordings()));
      if (!certain) {
        CERTAINTIES.forEach(
            certainty -> row.add(Html.count(entry.getValue().getOrDefault(certainty, 0L))));
      }
      rows.add(row);
    }
    List<String> headings = new ArrayList<>(List.of("label", "recordings"));
    if (!certain) {
      headings.addAll(CERTAINTIES);
    }
    int more = byCount.size() - rows.size();
    return Html.card(
        source.source(),
        Html.counted(source.recordings(), "recording"),
        Html.table(headings, rows)
            + "<p class=\"hint\">"
            + (certain ? "All stated as present. " : "")
            + (more > 0 ? "And " + Html.counted(more, "rarer label") + "." : "")
            + "</p>");
  }

  private static long total(Map<String, Long> byCertainty) {
    return byCertainty.values().stream().mapToLong(Long::longValue).sum();
  }
}
