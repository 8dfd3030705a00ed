package org.ecgnat.jobs.preprocess;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.cli.Progress;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.config.ConfigFiles;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.jobs.corpus.CorpusIdentity;
import org.ecgnat.jobs.corpus.CorpusLease;
import org.ecgnat.jobs.corpus.CorpusWriter;
import org.ecgnat.jobs.corpus.ForgottenPatients;
import org.ecgnat.jobs.corpus.HeldRecordings;
import org.ecgnat.jobs.spark.Lease;
import org.ecgnat.preprocessing.format.archive.ArchiveDirectory;
import org.ecgnat.preprocessing.source.SourceDefinition;

/**
 * Adds to a corpus the recordings that it does not hold yet: lists the inputs, reads and conditions
 * what is new on the executors, and commits it batch by batch. Running it again adds nothing.
 */
public final class PreprocessJob {
  private final SparkSession spark;
  private final Configuration hadoop;
  private final PreprocessRequest request;
  private final PrintWriter progressOut;
  private final PreprocessResult result = new PreprocessResult();

  /**
   * @param progressOut gets progress lines
   */
  public PreprocessJob(SparkSession spark, PreprocessRequest request, PrintWriter progressOut) {
    this.spark = spark;
    this.hadoop = spark.sessionState().newHadoopConf();
    this.request = request;
    this.progressOut = progressOut;
  }

  /**
   * Runs it.
   *
   * @throws UserException where an input, a label file, the recipe or the corpus cannot be used;
   *     the corpus is then as it was
   */
  public PreprocessResult run() {
    List<ListedSource> listed = new ArrayList<>();
    CorpusIdentity identity = prepare(listed);
    CorpusWriter.requireSame(spark, request.corpus(), identity);
    if (request.mode() == PreprocessRequest.Mode.DRY_RUN) {
      work(listed, (sources, staging, admission) -> {});
    } else {
      try (NewDirectory guard = NewDirectory.watch(hadoop, request.corpus());
          Lease lease = CorpusLease.acquire(spark, request.corpus(), "preprocess")) {
        guard.own();
        BatchCommit batches = new BatchCommit(spark, request, lease, identity);
        work(
            listed,
            (sources, staging, admission) ->
                result.committed(batches.commit(sources, staging, admission)));
        guard.keepIf(!result.batches().isEmpty());
      }
    }
    if (result.isEmpty()) {
      throw nothingFound();
    }
    return result;
  }

  /** A source whose inputs were listed. */
  private record ListedSource(
      SourceDefinition definition,
      SourceInput input,
      InputListing listing,
      Pseudonyms pseudonyms) {}

  private CorpusIdentity prepare(List<ListedSource> listed) {
    Map<String, SourceInput> byName = new LinkedHashMap<>();
    List<SourceDefinition> definitions = new ArrayList<>();
    List<InputListing> listings = new ArrayList<>();
    for (SourceInput input : request.inputs()) {
      SourceDefinition definition = PreparedSource.definition(input);
      if (byName.put(definition.name(), input) != null) {
        throw new UserException(
            "Cannot use source "
                + definition.name()
                + " twice in one run: list all its inputs under it, or give one of them a source"
                + " file with another name");
      }
      definitions.add(definition);
      listings.add(
          InputListing.of(
              hadoop, definition.name(), input.inputs(), request.settings().listingThreads()));
    }
    Optional<SiteKey> siteKey =
        definitions.stream().anyMatch(SourceDefinition::phi)
            ? Optional.of(SiteKey.find(request.siteKeyFile(), System.getenv()))
            : Optional.empty();
    for (int i = 0; i < definitions.size(); i++) {
      SourceDefinition definition = definitions.get(i);
      Pseudonyms pseudonyms =
          siteKey.filter(key -> definition.phi()).map(Pseudonyms::under).orElse(Pseudonyms.none());
      listed.add(
          new ListedSource(definition, byName.get(definition.name()), listings.get(i), pseudonyms));
    }
    return new CorpusIdentity(
        request.recipe().hash(),
        ConfigFiles.toYaml(request.recipe()),
        siteKey.map(Pseudonyms::keyId).orElse(""));
  }

  /** What becomes of a batch that has been read. */
  private interface Commit {
    void commit(List<PreparedSource> sources, Staging staging, Admission admission);
  }

  private void work(List<ListedSource> listed, Commit commit) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    boolean exists = Corpus.exists(spark, request.corpus());
    List<InputPlan> plans = new ArrayList<>();
    Map<String, ArchiveDirectory> archives = new HashMap<>();
    List<PreparedSource> sources = new ArrayList<>();
    Map<String, PresentFiles> present = new HashMap<>();
    long files = 0;
    for (ListedSource source : listed) {
      KnownFiles known = KnownFiles.none();
      if (exists) {
        Corpus corpus = Corpus.open(spark, request.corpus());
        known = KnownFiles.unchanged(corpus, source.listing(), source.pseudonyms());
        result.countUnchanged(known.recordings());
      }
      InputPlan plan =
          InputPlan.of(context, hadoop, source.listing(), known, request.settings().archives());
      if (plan.groups().hasNext()) {
        // labels are looked for only where there is something to label: they may lie in an archive
        sources.add(
            PreparedSource.of(
                hadoop,
                source.definition(),
                source.input(),
                source.pseudonyms(),
                request.settings().archives()));
        plans.add(plan);
        archives.putAll(plan.archives());
        present.put(
            source.definition().name(),
            new PresentFiles(
                source.listing(), plan.archives().values(), known, source.pseudonyms()));
        files += plan.files();
      }
    }
    Optional<HeldRecordings> held =
        exists && !plans.isEmpty()
            ? Optional.of(new HeldRecordings(spark, Corpus.open(spark, request.corpus())))
            : Optional.empty();
    KnownRecordings knownRecordings =
        held.map(found -> KnownRecordings.of(found, present)).orElseGet(KnownRecordings::none);
    Progress progress = new Progress(progressOut, "files", files);
    Broadcast<GroupProcessor> processor =
        context.broadcast(
            new GroupProcessor(
                hadoop,
                byName(sources),
                request.recipe(),
                RecordingMeasurer.of(request.settings().measurements(), request.recipe()),
                ForgottenPatients.of(hadoop, request.corpus()).hashes()));
    Iterator<List<FileGroup>> batches =
        TaskPlan.bins(
            ConcatIterator.of(plans.iterator(), InputPlan::groups),
            FileGroup::weight,
            request.settings().batchBytes());
    long done = 0;
    while (batches.hasNext()) {
      List<FileGroup> batch = batches.next();
      Broadcast<BatchArchives> inBatch =
          context.broadcast(BatchArchives.of(batch, archives, request.settings().archives()));
      List<List<FileGroup>> tasks =
          TaskShares.of(
              batch, archives, context.defaultParallelism(), request.settings().taskBytes());
      try (Staging staging = Staging.run(context, processor, inBatch, tasks, progress, done)) {
        Admission admission = knownRecordings.admit(PartsOfRecordings.leaveOut(staging.items()));
        result.countOther(staging.otherExtensions());
        if (!admission.isEmpty()) {
          commit.commit(sources, staging, admission);
          result.count(admission);
        }
      }
      inBatch.destroy();
      done += batch.stream().mapToLong(group -> group.names().size()).sum();
      progress.done(done);
    }
    progress.finish(done);
  }

  private static Map<String, PreparedSource> byName(List<PreparedSource> sources) {
    return sources.stream()
        .collect(Collectors.toMap(source -> source.definition().name(), source -> source));
  }

  private UserException nothingFound() {
    return new UserException(
        "Cannot find any recording in "
            + request.inputs().stream()
                .flatMap(input -> input.inputs().stream())
                .collect(Collectors.joining(", "))
            + ": "
            + (result.otherExtensions().isEmpty()
                ? "there are no files"
                : "the files there are none that are read here " + result.otherExtensions())
            + "; check the path (WFDB records have a .hea file each)");
  }
}
