package org.ecgnat.jobs.report;

import java.util.Locale;
import org.ecgnat.jobs.inventory.RecordingQuestions;
import org.ecgnat.jobs.inventory.Tally;

/** What beats measure, where they were measured. */
final class CorpusMeasurements {
  private CorpusMeasurements() {}

  static String of(Tally recordings) {
    String charts =
        chart(recordings, RecordingQuestions.HEART_RATE, "Heart rate", "beats/min", 30, 10, 16, 2)
            + chart(recordings, RecordingQuestions.PR, "PR interval", "ms", 80, 20, 14, 2)
            + chart(recordings, RecordingQuestions.QRS, "QRS duration", "ms", 50, 10, 16, 2)
            + chart(recordings, RecordingQuestions.QTC_BAZETT, "QTc (Bazett)", "ms", 320, 20, 14, 2)
            + chart(
                recordings,
                RecordingQuestions.QTC_FRIDERICIA,
                "QTc (Fridericia)",
                "ms",
                320,
                20,
                14,
                2)
            + chart(
                recordings, RecordingQuestions.QRS_AXIS, "QRS axis", "degrees", -180, 30, 12, 3);
    return charts.isEmpty()
        ? ""
        : Html.section(
            "Measurements",
            "<div class=\"charts\">"
                + charts
                + "</div>\n<p class=\"hint\">One value a recording, the median of its beats; by"
                + " program, not read over by a person.</p>\n");
  }

  private static String chart(
      Tally recordings,
      String question,
      String name,
      String unit,
      double from,
      double width,
      int bins,
      int labelled) {
    Distribution values = Distribution.of(recordings.byNumber(question));
    return values.isEmpty()
        ? ""
        : Html.figure(
            BarChart.histogram(name, unit, values, from, width, bins, labelled),
            String.format(
                Locale.ROOT,
                "%s: median %.0f %s, 90 %% between %.0f and %.0f; %s",
                name,
                values.quantile(0.5),
                unit,
                values.quantile(0.05),
                values.quantile(0.95),
                Html.counted(values.total(), "recording")));
  }
}
