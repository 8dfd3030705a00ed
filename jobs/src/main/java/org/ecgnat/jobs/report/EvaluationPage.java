package org.ecgnat.jobs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ecgnat.jobs.evaluation.ClassScores;
import org.ecgnat.jobs.evaluation.Curves;
import org.ecgnat.jobs.evaluation.EvaluationMetrics;
import org.ecgnat.jobs.evaluation.Provenance;
import org.ecgnat.jobs.evaluation.Scores;
import org.ecgnat.jobs.evaluation.SourceGuess;

/**
 * {@code report.html}: one self-contained page of the numbers in {@code metrics.json}, the summary
 * first. Needs no network and no script; follows the reader's light or dark setting.
 */
public final class EvaluationPage {
  private static final String DISCLAIMER = "For research use, not a medical device.";

  private EvaluationPage() {}

  /** The page's text. */
  public static String of(EvaluationMetrics metrics) {
    Provenance provenance = metrics.provenance();
    String title = "Evaluation of " + provenance.modelId() + " on " + provenance.task();
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
        + Html.text(title)
        + "</title>\n<style>\n"
        + Html.resource("report.css")
        + "</style></head>\n<body><main>\n"
        + header(metrics)
        + summary(metrics)
        + classes(metrics.overall())
        + accuracies(metrics)
        + curves(metrics)
        + sources(metrics)
        + notes(metrics)
        + provenance(provenance)
        + "<footer>"
        + DISCLAIMER
        + "</footer>\n</main></body></html>\n";
  }

  private static String header(EvaluationMetrics metrics) {
    Provenance provenance = metrics.provenance();
    String badge =
        metrics.onSyntheticData()
            ? "<p class=\"badge\">" + Html.text(capital(metrics.data())) + " data</p>"
            : "";
    return "<header><p class=\"kicker\">ECG-NAT evaluation</p><h1>"
        + Html.text(provenance.task())
        + " <span>"
        + Html.text(provenance.role())
        + "</span></h1><p class=\"lead\">Model <b>"
        + Html.text(provenance.modelId())
        + "</b> "
        + Html.text(provenance.modelVersion())
        + " · split "
        + Html.text(provenance.split())
        + "</p>"
        + badge
        + "<p class=\"disclaimer\">"
        + DISCLAIMER
        + "</p></header>\n";
  }

  private static String summary(EvaluationMetrics metrics) {
    Scores scores = metrics.overall();
    String of = metrics.onSyntheticData() ? metrics.data() + " " : "";
    return "<section class=\"tiles\">"
        + Html.tile(
            of + "macro AUROC",
            Html.score(scores.macroAuroc()),
            "guessing reaches 0.500",
            "tile first")
        + Html.tile(
            of + "macro AUPRC",
            Html.score(scores.macroAuprc()),
            "guessing reaches " + Html.score(scores.macroAuprcTrivial()),
            "tile")
        + Html.tile(
            of + "macro F1", Html.score(scores.macroF1()), "at the model's thresholds", "tile")
        + Html.tile(
            "recordings",
            Html.count(scores.recordings()),
            "of "
                + Html.count(scores.patients())
                + " patients, "
                + scores.classesScored()
                + " of "
                + scores.classes().size()
                + " classes scored",
            "tile")
        + "</section>\n";
  }

  private static String classes(Scores scores) {
    List<List<String>> rows = new ArrayList<>();
    for (ClassScores one : scores.classes()) {
      String flag =
          !one.scored()
              ? " <span class=\"flag\">not scored</span>"
              : one.fewPositives() ? " <span class=\"flag\">few positives</span>" : "";
      rows.add(
          List.of(
              Html.text(one.name()) + flag,
              Html.count(one.positives()) + " / " + Html.count(one.known()),
              bar(one.auroc()),
              Html.score(one.auprc()),
              Html.score(one.prevalence()),
              Html.score(one.f1()),
              Html.score(one.sensitivity()),
              Html.score(one.specificity()),
              Html.score(one.calibrationError()),
              Html.score(one.threshold())));
    }
    return Html.section(
        "Per class",
        Html.table(
            List.of(
                "class",
                "positives / known",
                "AUROC",
                "AUPRC",
                "prevalence",
                "F1",
                "sensitivity",
                "specificity",
                "calibration error",
                "threshold"),
            rows));
  }

  private static String bar(double value) {
    return Double.isFinite(value)
        ? String.format(
            Locale.ROOT,
            "<span class=\"bar\" style=\"--share:%.1f%%\"></span>%s",
            100 * value,
            Html.score(value))
        : Html.score(value);
  }

  private static String accuracies(EvaluationMetrics metrics) {
    Scores scores = metrics.overall();
    return Html.section(
        "Accuracy beside the trivial answer",
        Html.table(
                List.of("", "model", "trivial"),
                List.of(
                    List.of(
                        "element-wise accuracy <small>trivial: no for every class</small>",
                        Html.score(scores.elementAccuracy()),
                        Html.score(scores.elementAccuracyAllNegative())),
                    List.of(
                        "exact match <small>trivial: the most frequent set of classes here</small>",
                        Html.score(scores.exactMatch()),
                        Html.score(scores.exactMatchMostFrequentSet()))))
            + "<p class=\"hint\">Accuracy says little where classes are rare: read it only against"
            + " the trivial answer.</p>\n");
  }

  private static String curves(EvaluationMetrics metrics) {
    String cards =
        metrics.curves().stream()
            .map(curves -> card(curves, metrics.overall()))
            .flatMap(Optional::stream)
            .collect(Collectors.joining("\n"));
    return Html.section("Curves", cards);
  }

  private static Optional<String> card(Curves curves, Scores scores) {
    return scores.classes().stream()
        .filter(one -> one.name().equals(curves.name()))
        .findFirst()
        .map(
            one ->
                "<article class=\"card\"><h3>"
                    + Html.text(one.name())
                    + " <span>"
                    + Html.count(one.positives())
                    + " of "
                    + Html.count(one.known())
                    + "</span></h3><div class=\"charts\">"
                    + Html.figure(
                        UnitSquareChart.roc(curves.roc()), "AUROC " + Html.score(one.auroc()))
                    + Html.figure(
                        UnitSquareChart.precisionRecall(curves.precisionRecall(), one.prevalence()),
                        "AUPRC " + Html.score(one.auprc()))
                    + Html.figure(
                        UnitSquareChart.calibration(curves.calibration()),
                        "calibration error " + Html.score(one.calibrationError()))
                    + "</div></article>");
  }

  private static String sources(EvaluationMetrics metrics) {
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<String, Scores> entry : metrics.sources().entrySet()) {
      Scores scores = entry.getValue();
      rows.add(
          List.of(
              Html.text(entry.getKey()),
              Html.count(scores.recordings()),
              scores.classesScored() + " / " + scores.classes().size(),
              bar(scores.macroAuroc()),
              Html.score(scores.macroAuprc()),
              Html.score(scores.macroF1()),
              Html.score(scores.elementAccuracy()),
              Html.score(scores.elementAccuracyAllNegative())));
    }
    return Html.section(
        "Per source",
        Html.table(
                List.of(
                    "source",
                    "recordings",
                    "classes scored",
                    "macro AUROC",
                    "macro AUPRC",
                    "macro F1",
                    "element-wise accuracy",
                    "all-negative"),
                rows)
            + metrics.sourceGuess().map(EvaluationPage::sourceGuess).orElse(""));
  }

  private static String sourceGuess(SourceGuess guess) {
    return "<p class=\"hint\">From an embedding alone a linear classifier tells the source of a"
        + " recording with a macro AUROC of "
        + Html.score(guess.auroc())
        + " (0.500 is guessing; "
        + Html.count(guess.recordings())
        + " recordings of "
        + Html.text(String.join(", ", guess.sources()))
        + "; five folds by patient).</p>\n";
  }

  private static String notes(EvaluationMetrics metrics) {
    if (metrics.notes().isEmpty()) {
      return "";
    }
    return Html.section(
        "Notes",
        metrics.notes().stream()
            .map(note -> "<li>" + Html.text(note) + "</li>")
            .collect(Collectors.joining("", "<ul>", "</ul>\n")));
  }

  private static String provenance(Provenance provenance) {
    return Html.section(
        "Where these numbers come from",
        "<dl>"
            + Html.term("model", provenance.modelId() + " " + provenance.modelVersion())
            + Html.term("corpus", provenance.corpus())
            + Html.term(
                "corpus table",
                provenance.corpusTableId() + ", version " + provenance.corpusVersion())
            + Html.term("recipe", provenance.recipeHash())
            + Html.term("task", provenance.task())
            + Html.term("split", provenance.split() + ", role " + provenance.role())
            + Html.term("split hash", provenance.splitHash())
            + Html.term("sources", String.join(", ", provenance.sources()))
            + Html.term("code", provenance.codeVersion())
            + Html.term("made", provenance.created())
            + "</dl>\n<p class=\"hint\">The unit is the recording: windows are joined before they"
            + " are scored. A class that a source never assessed is unknown there and left out."
            + " AUPRC is average precision without interpolation. The same numbers are in"
            + " metrics.json, the single recordings in predictions.parquet.</p>\n");
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
