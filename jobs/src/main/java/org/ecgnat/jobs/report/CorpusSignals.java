package org.ecgnat.jobs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ecgnat.jobs.inventory.Inventory;
import org.ecgnat.jobs.inventory.LeadPresence;
import org.ecgnat.jobs.inventory.RecordingQuestions;
import org.ecgnat.jobs.inventory.Tally;
import org.ecgnat.preprocessing.recording.Lead;

/** Who was recorded, how fast, how long, with which leads. */
final class CorpusSignals {
  private static final int MOST_RATES = 8;

  private CorpusSignals() {}

  static String of(Inventory inventory) {
    Tally recordings = inventory.recordings();
    return Html.section(
            "Patients and signals",
            "<div class=\"charts\">"
                + ages(recordings)
                + sexes(recordings)
                + rates(recordings)
                + durations(recordings)
                + folds(inventory.summary().folds())
                + "</div>\n")
        + leads(inventory.leads());
  }

  private static String ages(Tally recordings) {
    Distribution ages = Distribution.of(recordings.byNumber(RecordingQuestions.AGE));
    long all =
        recordings.byAnswer(RecordingQuestions.SEX).values().stream().mapToLong(n -> n).sum();
    if (ages.isEmpty()) {
      return "";
    }
    return Html.figure(
        BarChart.histogram("Age", "years", ages, 0, 5, 19, 2),
        String.format(
            Locale.ROOT,
            "Age: median %.0f; stated for %s; 90 stands for all above 89",
            ages.quantile(0.5),
            Html.percent(ages.total(), all)));
  }

  private static String sexes(Tally recordings) {
    BarChart chart = new BarChart("Sex", "sex");
    recordings.byAnswer(RecordingQuestions.SEX).forEach((sex, count) -> chart.bar(sex, sex, count));
    return Html.figure(chart.svg(), "Sex of the patient, recordings");
  }

  private static String rates(Tally recordings) {
    Map<Double, Long> rates = recordings.byNumber(RecordingQuestions.RATE);
    BarChart chart = new BarChart("Sampling rates", "Hz, of the files");
    List<Double> frequent =
        rates.entrySet().stream()
            .sorted(Map.Entry.<Double, Long>comparingByValue().reversed())
            .limit(MOST_RATES)
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    frequent.forEach(
        rate -> {
          String text = number(rate);
          chart.bar(text, text + " Hz", rates.get(rate));
        });
    int more = rates.size() - frequent.size();
    return Html.figure(
        chart.svg(), "Sampling rate" + (more > 0 ? "; " + more + " rarer ones are left out" : ""));
  }

  private static String durations(Tally recordings) {
    Distribution durations = Distribution.of(recordings.byNumber(RecordingQuestions.DURATION));
    if (durations.isEmpty()) {
      return "";
    }
    double shortest = durations.counts().firstKey();
    double longest = durations.counts().lastKey();
    return Html.figure(
        BarChart.histogram("Duration", "s", durations, 0, 5, 13, 2),
        "Length of a recording: "
            + (shortest == longest
                ? "all " + number(shortest)
                : "median "
                    + number(durations.quantile(0.5))
                    + " s, from "
                    + number(shortest)
                    + " to "
                    + number(longest))
            + " s");
  }

  private static String folds(Map<Integer, Long> folds) {
    BarChart chart = new BarChart("Folds", "fold");
    folds.forEach((fold, count) -> chart.bar(fold.toString(), "fold " + fold, count));
    return Html.figure(chart.svg(), "Folds; a patient is in one only");
  }

  private static String leads(LeadPresence presence) {
    List<List<String>> rows = new ArrayList<>();
    presence
        .windows()
        .forEach(
            (source, windows) -> {
              List<String> row = new ArrayList<>(List.of(Html.text(source)));
              for (Lead lead : Lead.STANDARD) {
                long holding = presence.holding().get(source).getOrDefault(lead, 0L);
                row.add(Html.share(holding, windows));
              }
              rows.add(row);
            });
    List<String> headings = new ArrayList<>(List.of("source"));
    Lead.STANDARD.forEach(lead -> headings.add(lead.label()));
    return Html.section(
        "Leads present",
        Html.table(headings, rows)
            + "<p class=\"hint\">Share of the windows that hold the lead, derived limb leads"
            + " included; counted in "
            + Html.counted(presence.total(), "window")
            + ".</p>\n");
  }

  /** A number, without decimals where it is whole. */
  static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.valueOf(value);
  }
}
