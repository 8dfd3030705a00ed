package org.ecgnat.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ecgnat.jobs.evaluation.EvaluationMetrics;
import org.ecgnat.jobs.evaluation.MadeUpRecordings;
import org.ecgnat.jobs.evaluation.MetricsCalculator;
import org.ecgnat.jobs.evaluation.Provenance;
import org.ecgnat.jobs.evaluation.ScoredRecording;
import org.ecgnat.jobs.evaluation.Scores;
import org.ecgnat.jobs.evaluation.SourceGuess;
import org.junit.jupiter.api.Test;

class EvaluationPageTest {
  @Test
  void theSummaryComesFirstAndNothingIsLoadedFromElsewhere() throws Exception {
    EvaluationMetrics metrics = metrics("synthetic");

    String page = EvaluationPage.of(metrics);
    // left for people to open
    Files.writeString(Path.of("target", "report-example.html"), page);

    assertThat(page.indexOf("macro AUROC")).isLessThan(page.indexOf("<table>"));
    assertThat(page)
        .contains("For research use, not a medical device")
        .contains("Synthetic data")
        .doesNotContain("http")
        .doesNotContain("src=")
        .doesNotContain("url(")
        .doesNotContain("<script");
  }

  @Test
  void itShowsTheNumbersOfTheMetrics() {
    EvaluationMetrics metrics = metrics("real");
    Scores overall = metrics.overall();

    String page = EvaluationPage.of(metrics);

    assertThat(page)
        .contains(Html.score(overall.macroAuroc()))
        .contains("AUROC " + Html.score(overall.classes().get(1).auroc()))
        .contains("AUPRC " + Html.score(overall.classes().get(1).auprc()))
        .contains("macro AUROC of 0.813")
        .contains("few positives")
        .contains("not scored")
        .doesNotContain("NaN")
        .doesNotContain("Synthetic data");
  }

  @Test
  void namesAreEscaped() {
    assertThat(Html.text("<b>\"&'")).isEqualTo("&lt;b&gt;&quot;&amp;&#39;");
  }

  private static EvaluationMetrics metrics(String data) {
    List<ScoredRecording> recordings = MadeUpRecordings.of(600);
    MetricsCalculator calculator =
        new MetricsCalculator(MadeUpRecordings.CLASSES, new double[] {0.5, 0.5, 0.5, 0.5, 0.5});
    return new EvaluationMetrics(
        EvaluationMetrics.SCHEMA_VERSION,
        data,
        new Provenance(
            "classifier",
            "1",
            "file:/data/corpus",
            "c0ffee00-0000",
            3,
            "a".repeat(64),
            "superclasses",
            "folds",
            "b".repeat(64),
            "test",
            List.of("elsewhere", "here"),
            "0.1.0",
            "2026-01-01T00:00:00Z"),
        calculator.score(recordings),
        Map.of(
            "here", calculator.score(of("here", recordings)),
            "elsewhere", calculator.score(of("elsewhere", recordings))),
        Optional.of(new SourceGuess(List.of("elsewhere", "here"), 600, 0.8125)),
        calculator.curves(recordings),
        List.of("NEVER is absent here: it counts in no mean."));
  }

  private static List<ScoredRecording> of(String source, List<ScoredRecording> recordings) {
    return recordings.stream().filter(one -> one.source().equals(source)).toList();
  }
}
