package org.ecgnat.jobs.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.jobs.corpus.CorpusSummary;
import org.ecgnat.jobs.corpus.CorpusVersion;
import org.ecgnat.jobs.duplicates.DuplicateReport;
import org.ecgnat.jobs.duplicates.DuplicateSearch;
import org.ecgnat.jobs.inventory.InventoryJob;
import org.ecgnat.jobs.spark.CommandSession;
import org.ecgnat.jobs.spark.ResultDirectory.Existing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ecgnat corpus}: shows and tends a corpus. */
@Command(
    name = "corpus",
    description = "Shows what a corpus holds, and tends it.",
    footer = {
      "",
      "Examples:",
      "  ecgnat corpus --corpus corpus --json",
      "  ecgnat corpus --corpus corpus --history",
      "  ecgnat corpus --corpus corpus --duplicates",
      "  ecgnat corpus --corpus corpus --report corpus-report",
      "  ecgnat corpus --corpus corpus --compact",
      "  ecgnat corpus --corpus corpus --relabel labels.csv --source folder",
      "  ecgnat corpus --corpus corpus --forget 4711 --source folder --models runs"
    })
public final class CorpusCommand implements Callable<Integer> {
  private static final long NEWEST = -1;
  private static final int SHOWN_LABELS = 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  @SuppressWarnings("unused") // picocli acts on it; the usual mixin would claim --version
  private boolean help;

  @Option(names = "--corpus", required = true, paramLabel = "DIR", description = "The corpus.")
  private String directory;

  @Option(
      names = "--version",
      paramLabel = "N",
      defaultValue = "" + NEWEST,
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      description = "An earlier version instead of the newest.")
  private long version;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Option(names = "--history", description = "Lists the versions, the newest first.")
  private boolean history;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Writes a page of what it holds, with example strips, to DIR/corpus.html.")
  private Optional<String> report = Optional.empty();

  @Option(names = "--overwrite", description = "Replace a report that exists.")
  private boolean overwrite;

  @Mixin private CorpusUpkeepOptions upkeep = new CorpusUpkeepOptions();

  @Option(
      names = "--duplicates",
      description = {
        "Lists recordings that are there twice: equal signals, and the same heartbeats at another"
            + " rate, in another format or cut elsewhere.",
        "Those in different folds come first."
      })
  private boolean duplicates;

  @Override
  public Integer call() {
    if (upkeep.asked()
        && (history || duplicates || json || version != NEWEST || report.isPresent())) {
      throw UserException.usage(
          "Cannot change a corpus and show it at once; leave out --history, --duplicates,"
              + " --json, --report and --version");
    }
    if ((history || duplicates) && report.isPresent()) {
      throw UserException.usage(
          "Cannot report the history or duplicates; leave out --history and --duplicates, or"
              + " --report");
    }
    try (CommandSession session = CommandSession.open("corpus")) {
      SparkSession spark = session.spark();
      Corpus corpus =
          version == NEWEST
              ? Corpus.open(spark, directory)
              : Corpus.open(spark, directory, version);
      if (upkeep.asked()) {
        upkeep.run(spark, corpus, spec.commandLine().getOut());
      } else if (duplicates) {
        showDuplicates(new DuplicateSearch(spark, corpus).run());
      } else if (history) {
        showHistory(CorpusVersion.history(spark, corpus));
      } else if (report.isPresent()) {
        Existing existing = overwrite ? Existing.REPLACE : Existing.REFUSE;
        CorpusSummary summary = new InventoryJob(spark, corpus).write(report.get(), existing);
        showContents(summary, corpus.recipe());
        spec.commandLine().getErr().printf("Report: %s/%s%n", report.get(), InventoryJob.PAGE);
      } else {
        showContents(CorpusSummary.of(corpus), corpus.recipe());
      }
    }
    return ExitCode.DONE.value();
  }

  private void showDuplicates(DuplicateReport report) {
    if (json) {
      printJson(report);
    } else {
      DuplicateTable.print(report, directory, spec.commandLine().getOut());
    }
  }

  private void showHistory(List<CorpusVersion> versions) {
    if (json) {
      printJson(versions);
      return;
    }
    PrintWriter out = spec.commandLine().getOut();
    for (CorpusVersion one : versions) {
      out.printf(
          Locale.ROOT,
          "%6d  %s  %,d windows (%s)%s%n",
          one.version(),
          one.committedAt(),
          one.windowsWritten(),
          one.operation(),
          one.note().isEmpty() ? "" : ", " + one.note());
    }
    out.flush();
  }

  private void showContents(CorpusSummary summary, String recipe) {
    if (json) {
      printJson(summary);
      return;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf(Locale.ROOT, "Corpus %s, version %d%n", directory, summary.version());
    out.printf(
        Locale.ROOT,
        "  %,d recordings of %,d patients as %,d windows; %,d set aside%n",
        summary.records(),
        summary.patients(),
        summary.windows(),
        summary.rejected());
    line(out, "set aside", summary.reasons());
    line(out, "sources", summary.sources());
    line(out, "folds", summary.folds());
    line(out, "labels", mostFrequent(summary.labels()));
    if (summary.labels().size() > SHOWN_LABELS) {
      out.printf("    and %d more: --json%n", summary.labels().size() - SHOWN_LABELS);
    }
    out.printf("  recipe %s%n", summary.recipeHash());
    recipe.lines().filter(text -> !text.equals("---")).forEach(text -> out.println("    " + text));
    out.flush();
  }

  private static Map<String, Long> mostFrequent(Map<String, Long> counts) {
    Map<String, Long> first = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(SHOWN_LABELS)
        .forEach(entry -> first.put(entry.getKey(), entry.getValue()));
    return first;
  }

  private static void line(PrintWriter out, String title, Map<?, Long> counts) {
    if (!counts.isEmpty()) {
      out.printf(
          "  %s: %s%n",
          title,
          counts.entrySet().stream()
              .map(entry -> entry.getKey() + " " + entry.getValue())
              .collect(Collectors.joining(", ")));
    }
  }

  private void printJson(Object value) {
    try {
      PrintWriter out = spec.commandLine().getOut();
      out.println(JSON.writeValueAsString(value));
      out.flush();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(value.getClass() + " has no JSON form", e);
    }
  }
}
