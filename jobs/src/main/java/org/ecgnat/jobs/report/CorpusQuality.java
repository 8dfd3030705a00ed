package org.ecgnat.jobs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ecgnat.jobs.inventory.Inventory;
import org.ecgnat.jobs.inventory.RecordingQuestions;
import org.ecgnat.jobs.inventory.Tally;
import org.ecgnat.jobs.inventory.WindowQuestions;
import org.ecgnat.preprocessing.recording.Lead;

/** Findings of quality control. */
final class CorpusQuality {
  private static final List<String> SEVERITIES = List.of("info", "warning", "severe");

  private CorpusQuality() {}

  static String of(Inventory inventory) {
    Map<String, Long> any = inventory.windows().byAnswer(WindowQuestions.ANY_FINDING);
    long windows = any.values().stream().mapToLong(Long::longValue).sum();
    long found = any.getOrDefault("yes", 0L);
    String windowFindings =
        table(inventory.windows(), WindowQuestions.FINDING, "windows with it", windows);
    String recordingFindings =
        table(
            inventory.recordings(),
            RecordingQuestions.FINDING,
            "recordings with it",
            inventory.summary().records());
    return Html.section(
        "Signal quality",
        "<p class=\"hint\">"
            + Html.count(found)
            + " of "
            + Html.counted(windows, "window")
            + " ("
            + Html.percent(found, windows)
            + ") have a finding about a lead or all of it. A severe one means that the lead is"
            + " not used there, or should not be.</p>\n"
            + windowFindings
            + leads(inventory.windows(), windows)
            + (recordingFindings.isEmpty()
                ? ""
                : "<p class=\"hint\">About recordings as a whole:</p>\n" + recordingFindings));
  }

  private static String table(Tally tally, String question, String counted, long all) {
    Map<String, Map<String, Long>> codes = grouped(tally, question);
    if (codes.isEmpty()) {
      return "";
    }
    List<List<String>> rows = new ArrayList<>();
    codes.forEach(
        (code, severities) -> {
          List<String> row = new ArrayList<>(List.of(Html.text(code)));
          long found = severities.getOrDefault(RecordingQuestions.ANY, 0L);
          row.add(Html.barred(found, all));
          row.add(Html.percent(found, all));
          SEVERITIES.forEach(
              severity -> row.add(Html.count(severities.getOrDefault(severity, 0L))));
          rows.add(row);
        });
    return Html.table(List.of("finding", counted, "share", "info", "warning", "severe"), rows);
  }

  private static String leads(Tally tally, long windows) {
    Map<String, Map<String, Long>> codes = grouped(tally, WindowQuestions.LEAD_FINDING);
    if (codes.isEmpty()) {
      return "";
    }
    List<List<String>> rows = new ArrayList<>();
    codes.forEach(
        (code, leads) -> {
          List<String> row = new ArrayList<>(List.of(Html.text(code)));
          Lead.STANDARD.forEach(
              lead -> row.add(Html.heat(leads.getOrDefault(lead.label(), 0L), windows)));
          rows.add(row);
        });
    List<String> headings = new ArrayList<>(List.of("windows by lead"));
    Lead.STANDARD.forEach(lead -> headings.add(lead.label()));
    return Html.table(headings, rows);
  }

  private static Map<String, Map<String, Long>> grouped(Tally tally, String question) {
    Map<String, Map<String, Long>> codes = new TreeMap<>();
    for (Tally.Count one : tally.of(question)) {
      codes
          .computeIfAbsent(one.answer(), key -> new TreeMap<>())
          .merge(one.detail(), one.number(), Long::sum);
    }
    return codes;
  }
}
