package org.ecgnat.jobs.report;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ecgnat.jobs.cli.CodeVersion;
import org.ecgnat.jobs.config.ConfigFiles;
import org.ecgnat.jobs.corpus.CorpusSummary;
import org.ecgnat.jobs.inventory.Inventory;
import org.ecgnat.jobs.inventory.SourceContents;
import org.ecgnat.preprocessing.source.SourceDefinition;

/**
 * {@code corpus.html}: one self-contained page of what a corpus holds, with the numbers of {@code
 * corpus --json} and example strips. Needs no network and no script; follows the reader's light or
 * dark setting, but paper stays paper.
 */
public final class CorpusPage {
  private static final String DISCLAIMER = "For research use, not a medical device.";

  private CorpusPage() {}

  /** The page's text. */
  public static String of(Inventory inventory) {
    String name = name(inventory.directory());
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
        + Html.text("Corpus " + name)
        + "</title>\n<style>\n"
        + Html.resource("report.css")
        + Html.resource("corpus.css")
        + "</style></head>\n<body><main>\n"
        + header(inventory, name)
        + tiles(inventory.summary(), inventory)
        + sources(inventory)
        + CorpusStrips.accepted(inventory.accepted())
        + CorpusLabels.of(inventory)
        + CorpusSignals.of(inventory)
        + CorpusMeasurements.of(inventory.recordings())
        + CorpusQuality.of(inventory)
        + CorpusSetAside.of(inventory)
        + CorpusBatches.of(inventory)
        + provenance(inventory)
        + "<footer>"
        + DISCLAIMER
        + "</footer>\n</main></body></html>\n";
  }

  private static String name(String directory) {
    Path last = Path.of(directory).getFileName();
    return last == null ? directory : last.toString();
  }

  private static String header(Inventory inventory, String name) {
    return "<header><p class=\"kicker\">ECG-NAT corpus</p><h1>"
        + Html.text(name)
        + "</h1><p class=\"lead\">Recipe <b>"
        + Html.text(inventory.recipe().name())
        + "</b> · version <b>"
        + inventory.summary().version()
        + "</b></p><p class=\"disclaimer\">"
        + DISCLAIMER
        + "</p></header>\n";
  }

  private static String tiles(CorpusSummary summary, Inventory inventory) {
    double seconds = inventory.sources().stream().mapToDouble(SourceContents::seconds).sum();
    long seen = summary.records() + summary.rejected();
    return "<section class=\"tiles\">"
        + Html.tile(
            "recordings",
            Html.count(summary.records()),
            Html.hours(seconds)
                + " of ECG from "
                + Html.counted(summary.sources().size(), "source"),
            "tile first")
        + Html.tile(
            "patients", Html.count(summary.patients()), "as their sources tell them apart", "tile")
        + Html.tile(
            "windows",
            Html.count(summary.windows()),
            String.format(
                Locale.ROOT,
                "of up to %.0f s at %.0f Hz",
                inventory.recipe().windowSeconds(),
                inventory.recipe().samplingRateHz()),
            "tile")
        + Html.tile(
            "set aside",
            Html.count(summary.rejected()),
            Html.percent(summary.rejected(), seen) + " of " + Html.count(seen) + " recordings",
            "tile")
        + "</section>\n";
  }

  private static String sources(Inventory inventory) {
    List<List<String>> rows = new ArrayList<>();
    for (SourceContents source : inventory.sources()) {
      Optional<SourceDefinition> definition =
          Optional.ofNullable(inventory.definitions().get(source.source()));
      rows.add(
          List.of(
              Html.text(source.source())
                  + "<small>"
                  + definition.map(CorpusPage::kind).orElse("not described")
                  + "</small>",
              Html.count(source.recordings()),
              Html.count(source.patients()),
              Html.count(source.windows()),
              Html.hours(source.seconds()),
              Html.count(source.setAside()),
              CorpusBatches.span(inventory, source.source())));
    }
    return Html.section(
        "Sources",
        Html.table(
            List.of(
                "source", "recordings", "patients", "windows", "length", "set aside", "batches"),
            rows));
  }

  private static String kind(SourceDefinition source) {
    List<String> facts = new ArrayList<>();
    facts.add(source.standardised() ? "standardised, amplitude unknown" : "in millivolts");
    source
        .band()
        .ifPresent(
            band ->
                facts.add(
                    "band "
                        + CorpusSignals.number(band.lowHz())
                        + "–"
                        + CorpusSignals.number(band.highHz())
                        + " Hz"));
    facts.add(source.phi() ? "private: keys and paths are pseudonyms" : "no private data");
    return Html.text(String.join(" · ", facts));
  }

  private static String provenance(Inventory inventory) {
    CorpusSummary summary = inventory.summary();
    return Html.section(
        "Where these numbers come from",
        "<dl>"
            + Html.term("corpus", inventory.directory())
            + Html.term("table", inventory.tableId() + ", version " + summary.version())
            + Html.term("recipe", inventory.recipe().name())
            + Html.term("recipe hash", summary.recipeHash())
            + Html.term("code", CodeVersion.current())
            + Html.term("made", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
            + "</dl>\n<details><summary>The recipe</summary><pre>"
            + Html.text(ConfigFiles.toYaml(inventory.recipe()).replaceFirst("^---\\s*", ""))
            + "</pre></details>\n<p class=\"hint\">ecgnat corpus --json prints the same counts."
            + " Identifiers are shown as they are stored.</p>\n");
  }
}
