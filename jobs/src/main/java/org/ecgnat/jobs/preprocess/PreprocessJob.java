package org.ecgnat.jobs.preprocess;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.ecgnat.jobs.corpus.CorpusWriter;
import org.ecgnat.jobs.spark.Lease;
import org.ecgnat.preprocessing.source.SourceDefinition;

/**
 * Adds to a corpus the recordings that it does not hold yet: lists the inputs, reads and conditions
 * what is new on the executors, and commits it batch by batch. Running it again adds nothing.
 */
public final class PreprocessJob {
  /** Tasks a core, so that an uneven one does not hold up the rest. */
  private static final int TASKS_PER_CORE = 4;

  private static final long SMALLEST_TASK_BYTES = 1 << 20;

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
    List<PreparedSource> sources = new ArrayList<>();
    List<InputListing> listings = new ArrayList<>();
    CorpusIdentity identity = prepare(sources, listings);
    CorpusWriter.requireSame(spark, request.corpus(), identity);
    if (request.mode() == PreprocessRequest.Mode.DRY_RUN) {
      work(sources, listings, (staging, items) -> {});
    } else {
      try (NewDirectory guard = NewDirectory.watch(hadoop, request.corpus());
          Lease lease = Lease.acquire(hadoop, request.corpus(), "preprocess")) {
        guard.own();
        work(sources, listings, new BatchCommit(lease, sources, identity));
        guard.keepIf(!result.batches().isEmpty());
      }
    }
    if (result.isEmpty()) {
      throw nothingFound();
    }
    return result;
  }

  private CorpusIdentity prepare(List<PreparedSource> sources, List<InputListing> listings) {
    Map<String, SourceInput> byName = new HashMap<>();
    List<SourceDefinition> definitions = new ArrayList<>();
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
      listings.add(InputListing.of(hadoop, definition.name(), input.inputs()));
    }
    Optional<SiteKey> siteKey =
        definitions.stream().anyMatch(SourceDefinition::phi)
            ? Optional.of(SiteKey.find(request.siteKeyFile(), System.getenv()))
            : Optional.empty();
    for (SourceDefinition definition : definitions) {
      Pseudonyms pseudonyms =
          siteKey.filter(key -> definition.phi()).map(Pseudonyms::under).orElse(Pseudonyms.none());
      sources.add(PreparedSource.of(hadoop, definition, byName.get(definition.name()), pseudonyms));
    }
    return new CorpusIdentity(
        request.recipe().hash(),
        ConfigFiles.toYaml(request.recipe()),
        siteKey.map(Pseudonyms::keyId).orElse(""));
  }

  /** What becomes of a batch that has been read. */
  private interface Commit {
    void commit(Staging staging, List<GroupResult.Item> items);
  }

  private void work(List<PreparedSource> sources, List<InputListing> listings, Commit commit) {
    List<FileGroup> groups = new ArrayList<>();
    KnownRecordings knownRecordings = KnownRecordings.none();
    if (Corpus.exists(spark, request.corpus())) {
      Corpus corpus = Corpus.open(spark, request.corpus());
      for (int i = 0; i < sources.size(); i++) {
        KnownFiles known =
            KnownFiles.unchanged(corpus, listings.get(i), sources.get(i).pseudonyms());
        result.countUnchanged(known.recordings());
        groups.addAll(listings.get(i).groups(known.paths()));
      }
      knownRecordings = KnownRecordings.of(corpus, byName(sources).keySet());
    } else {
      listings.forEach(listing -> groups.addAll(listing.groups(Set.of())));
    }
    long files = groups.stream().mapToLong(group -> group.files().size()).sum();
    Progress progress = new Progress(progressOut, "files", files);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<GroupProcessor> processor =
        context.broadcast(new GroupProcessor(hadoop, byName(sources), request.recipe()));
    long done = 0;
    for (List<FileGroup> batch :
        TaskPlan.pack(groups, FileGroup::weight, request.settings().batchBytes())) {
      try (Staging staging =
          Staging.run(context, processor, tasks(context, batch), progress, done)) {
        List<GroupResult.Item> items = knownRecordings.admit(staging.items());
        result.countUnchanged(staging.items().size() - items.size());
        result.countOther(staging.otherExtensions());
        if (!items.isEmpty()) {
          commit.commit(staging, items);
          result.count(items);
        }
      }
      done += batch.stream().mapToLong(group -> group.files().size()).sum();
    }
  }

  private List<List<FileGroup>> tasks(JavaSparkContext context, List<FileGroup> batch) {
    long bytes = batch.stream().mapToLong(FileGroup::weight).sum();
    long even = bytes / ((long) context.defaultParallelism() * TASKS_PER_CORE);
    long taskBytes = Math.max(SMALLEST_TASK_BYTES, Math.min(even, request.settings().taskBytes()));
    return TaskPlan.pack(batch, FileGroup::weight, taskBytes);
  }

  /** Writes the two halves of a batch and the record of what was done. */
  private final class BatchCommit implements Commit {
    private final Lease lease;
    private final List<PreparedSource> sources;
    private final CorpusIdentity identity;

    BatchCommit(Lease lease, List<PreparedSource> sources, CorpusIdentity identity) {
      this.lease = lease;
      this.sources = sources;
      this.identity = identity;
    }

    @Override
    public void commit(Staging staging, List<GroupResult.Item> items) {
      CorpusWriter writer =
          CorpusWriter.open(
              spark, request.corpus(), lease, request.settings().fileBytes(), identity);
      String batchId = writer.nextBatchId();
      writer.writeRecordings(batchId, items.stream().map(GroupResult.Item::entry).toList());
      List<GroupResult.Item> accepted =
          items.stream().filter(item -> item.entry().accepted()).toList();
      writer.writeWindows(
          batchId,
          staging.accepted(accepted.stream().map(GroupResult.Item::id).collect(Collectors.toSet())),
          accepted.stream()
              .collect(
                  Collectors.groupingBy(
                      item -> item.entry().source(),
                      Collectors.summingLong(GroupResult.Item::signalBytes))));
      result.committed(batchId);
      try {
        RunRecord.write(hadoop, request, sources, batchId, items);
      } catch (IOException e) {
        throw UserException.environment(
            "Cannot write the record of batch "
                + batchId
                + " into "
                + request.corpus()
                + " (the batch itself is committed): "
                + e.getMessage()
                + "; check the free space and run again",
            e);
      }
    }
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
