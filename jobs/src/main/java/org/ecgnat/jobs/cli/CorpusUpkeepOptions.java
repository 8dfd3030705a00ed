package org.ecgnat.jobs.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.config.ConfigFiles;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.jobs.corpus.CorpusCompaction;
import org.ecgnat.jobs.corpus.CorpusLease;
import org.ecgnat.jobs.preprocess.PreprocessSettings;
import org.ecgnat.jobs.preprocess.Pseudonyms;
import org.ecgnat.jobs.spark.Lease;
import org.ecgnat.jobs.upkeep.Forgetting;
import org.ecgnat.jobs.upkeep.ModelSearch;
import org.ecgnat.jobs.upkeep.Relabelling;
import org.ecgnat.preprocessing.source.SourceDefinition;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What {@code ecgnat corpus} changes in a corpus. */
final class CorpusUpkeepOptions {
  @ArgGroup private Change change = new Change();

  /** One at a time. */
  private static final class Change {
    @Option(
        names = "--compact",
        description = {
          "Rewrites small files as large ones and deletes files that no version of the last "
              + CorpusCompaction.KEPT_DAYS
              + " days needs."
        })
    private boolean compact;

    @Option(
        names = "--relabel",
        paramLabel = "FILE",
        description =
            "Gives the recordings of --source the labels of a new labels file, without reading"
                + " their signals; those that it does not list keep theirs.")
    private Optional<String> relabel = Optional.empty();

    @Option(
        names = "--forget",
        paramLabel = "PATIENT",
        description = {
          "Removes a patient for good, from earlier versions too, which can then not be read any"
              + " more;",
          "later runs leave the patient's files out. The identifier is the one that --source"
              + " states, or without --source the stored one."
        })
    private Optional<String> forget = Optional.empty();
  }

  @Option(
      names = "--source",
      paramLabel = "NAME|FILE",
      description = "Of conf/sources or a file, for --relabel and --forget.")
  private Optional<String> source = Optional.empty();

  @Option(
      names = "--site-key",
      paramLabel = "FILE",
      defaultValue = "",
      description = "The site key of a private source, as for preprocess.")
  private String siteKey;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "With --forget: lists the models below it that were trained on the patient.")
  private List<String> models = new ArrayList<>();

  /** Whether anything is to be changed. */
  boolean asked() {
    return change.compact || change.relabel.isPresent() || change.forget.isPresent();
  }

  /** Changes it. */
  void run(SparkSession spark, Corpus corpus, PrintWriter out) {
    try (Lease lease = CorpusLease.acquire(spark, corpus.directory(), "corpus")) {
      if (change.compact) {
        compact(spark, corpus, lease, out);
      } else if (change.relabel.isPresent()) {
        relabel(spark, corpus, lease, change.relabel.get(), out);
      } else {
        forget(spark, corpus, lease, change.forget.orElseThrow(), out);
      }
    }
    out.flush();
  }

  private static void compact(SparkSession spark, Corpus corpus, Lease lease, PrintWriter out) {
    CorpusCompaction.Result result =
        new CorpusCompaction(spark, lease, settings().fileBytes()).run(corpus);
    out.printf(Locale.ROOT, "%,d files became %,d%n", result.filesBefore(), result.filesAfter());
  }

  private void relabel(
      SparkSession spark, Corpus corpus, Lease lease, String file, PrintWriter out) {
    SourceDefinition definition =
        definition()
            .orElseThrow(
                () -> UserException.usage("Cannot relabel without --source; name the source"));
    Relabelling.Result result =
        new Relabelling(spark, lease, settings().archives())
            .run(corpus, definition, file, Pseudonyms.of(definition, siteKey));
    out.printf(
        Locale.ROOT,
        "%,d recordings have other labels now, %,d the same; %,d are not in the file and keep"
            + " theirs%n",
        result.changed(),
        result.unchanged(),
        result.unlisted());
  }

  private void forget(
      SparkSession spark, Corpus corpus, Lease lease, String patient, PrintWriter out) {
    String stored =
        definition()
            .map(found -> Pseudonyms.of(found, siteKey).patient(found.patientNamespace(), patient))
            .orElse(patient);
    List<String> seenBy = new ModelSearch(spark, corpus, stored).in(models);
    Forgetting.Result result = new Forgetting(spark, lease).run(corpus, stored);
    out.printf(
        Locale.ROOT,
        "Forgot %,d recordings and %,d windows; versions before %d cannot be read any more%n",
        result.recordings(),
        result.windows(),
        Corpus.open(spark, corpus.directory()).version());
    seenBy.forEach(model -> out.println("Trained on this patient: " + model));
    if (models.isEmpty()) {
      out.println("Models were not looked for; name their folders with --models");
    } else if (seenBy.isEmpty()) {
      out.println("No model below the given folders was trained on this patient");
    }
  }

  private static PreprocessSettings settings() {
    return ConfigFiles.load(PreprocessSettings.class, "preprocess", "default", List.of());
  }

  private Optional<SourceDefinition> definition() {
    return source.map(name -> ConfigFiles.load(SourceDefinition.class, "sources", name, List.of()));
  }
}
