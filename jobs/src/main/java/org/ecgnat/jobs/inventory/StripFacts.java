package org.ecgnat.jobs.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.ecgnat.jobs.corpus.StoredLabels;
import org.ecgnat.jobs.corpus.StoredQuality;
import org.ecgnat.preprocessing.corpus.RecordingsTable;
import org.ecgnat.preprocessing.corpus.WindowsTable;
import org.ecgnat.preprocessing.quality.QualityFinding;
import org.ecgnat.preprocessing.recording.Label;

/** What the tables say of a recording on a strip. */
final class StripFacts {
  private static final int MOST = 10;
  private static final String HEART_RATE = "heart_rate_per_minute";

  private StripFacts() {}

  /** Its labels, the findings about it and those in the window. */
  static List<String> of(Row window, Row recording) {
    List<String> facts = new ArrayList<>();
    List<Label> labels = StoredLabels.of(recording);
    facts.add(
        labels.isEmpty()
            ? "No labels"
            : "Labels: " + shortened(labels.stream().map(StripFacts::text).toList()));
    List<QualityFinding> findings = new ArrayList<>(StoredQuality.of(recording));
    findings.addAll(StoredQuality.of(window.getList(window.fieldIndex(WindowsTable.QUALITY))));
    if (!findings.isEmpty()) {
      facts.add("Findings: " + shortened(findings.stream().map(StripFacts::text).toList()));
    }
    return facts;
  }

  /** Beats per minute, where it was measured. */
  static Optional<String> heartRate(Row recording) {
    Row measured = recording.getAs(RecordingsTable.MEASUREMENTS);
    return Optional.ofNullable(measured)
        .map(row -> row.<Double>getAs(HEART_RATE))
        .map(rate -> String.format(Locale.ROOT, "heart rate %.0f/min", rate));
  }

  private static String text(Label label) {
    String code = label.system() + ":" + label.code();
    return switch (label.certainty()) {
      case "possible" -> "possible " + code;
      case "absent" -> "no " + code;
      default -> code;
    };
  }

  private static String text(QualityFinding finding) {
    String lead = finding.lead().isEmpty() ? "" : " " + finding.lead();
    return finding.code() + lead + " (" + finding.severity() + ")";
  }

  private static String shortened(List<String> texts) {
    String shown = texts.stream().limit(MOST).collect(Collectors.joining(", "));
    return texts.size() > MOST ? shown + " and " + (texts.size() - MOST) + " more" : shown;
  }
}
