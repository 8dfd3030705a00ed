package org.ecgnat.jobs.preprocess;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.corpus.StagedRecording;
import org.ecgnat.preprocessing.source.SourceDefinition;
import org.ecgnat.preprocessing.window.ConditioningRecipe;

/**
 * Recordings straight from their files, read, named and conditioned exactly as a corpus would hold
 * them, without one.
 */
public final class RawRecordings {
  private static final int TASKS_PER_CORE = 4;
  private static final long SMALLEST_TASK_BYTES = 1 << 20;

  private RawRecordings() {}

  /**
   * The recordings of an input; they are read when an action runs.
   *
   * @param siteKeyFile file of the site key, or empty
   * @return those with windows and, without any and with a reason, those that cannot be used
   * @throws UserException where the input or its labels cannot be read
   */
  public static JavaRDD<StagedRecording> read(
      SparkSession spark, SourceInput input, ConditioningRecipe recipe, String siteKeyFile) {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    SourceDefinition definition = PreparedSource.definition(input);
    InputListing listing = InputListing.of(hadoop, definition.name(), input.inputs());
    Pseudonyms pseudonyms =
        definition.phi()
            ? Pseudonyms.under(SiteKey.find(siteKeyFile, System.getenv()))
            : Pseudonyms.none();
    PreparedSource source = PreparedSource.of(hadoop, definition, input, pseudonyms);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<GroupProcessor> processor =
        context.broadcast(new GroupProcessor(hadoop, Map.of(definition.name(), source), recipe));
    List<FileGroup> groups = listing.groups(Set.of());
    long bytes = groups.stream().mapToLong(FileGroup::weight).sum();
    long even = bytes / ((long) context.defaultParallelism() * TASKS_PER_CORE);
    List<List<FileGroup>> tasks =
        TaskPlan.pack(groups, FileGroup::weight, Math.max(SMALLEST_TASK_BYTES, even));
    return context
        .parallelize(tasks, Math.max(1, tasks.size()))
        .flatMap(List::iterator)
        .flatMap(group -> processor.value().process(group).recordings().iterator());
  }
}
