package org.ecgnat.jobs.preprocess;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.config.ConfigFiles;
import org.ecgnat.jobs.corpus.StagedRecording;
import org.ecgnat.preprocessing.source.SourceDefinition;
import org.ecgnat.preprocessing.window.ConditioningRecipe;

/**
 * Recordings straight from their files, read, named and conditioned exactly as a corpus would hold
 * them, without one.
 */
public final class RawRecordings {
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
    PreprocessSettings settings =
        ConfigFiles.load(PreprocessSettings.class, "preprocess", "default", List.of());
    InputListing listing =
        InputListing.of(hadoop, definition.name(), input.inputs(), settings.listingThreads());
    Pseudonyms pseudonyms = Pseudonyms.of(definition, siteKeyFile);
    PreparedSource source =
        PreparedSource.of(hadoop, definition, input, pseudonyms, settings.archives());
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<GroupProcessor> processor =
        context.broadcast(
            new GroupProcessor(
                hadoop,
                Map.of(definition.name(), source),
                recipe,
                RecordingMeasurer.none(),
                Set.of()));
    InputPlan plan = InputPlan.of(context, hadoop, listing, KnownFiles.none(), settings.archives());
    List<FileGroup> groups = new ArrayList<>();
    plan.groups().forEachRemaining(groups::add);
    Broadcast<BatchArchives> archives =
        context.broadcast(BatchArchives.of(groups, plan.archives(), settings.archives()));
    List<List<FileGroup>> tasks =
        TaskShares.of(groups, plan.archives(), context.defaultParallelism(), settings.taskBytes());
    return context
        .parallelize(tasks, Math.max(1, tasks.size()))
        .flatMap(task -> TaskReader.read(processor.value(), archives.value(), task))
        .flatMap(result -> result.recordings().iterator());
  }
}
