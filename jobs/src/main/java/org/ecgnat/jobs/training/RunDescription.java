package org.ecgnat.jobs.training;

import ai.djl.engine.Engine;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.cli.CodeVersion;
import org.ecgnat.jobs.config.ConfigFiles;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.jobs.spark.TaskSlots;
import org.ecgnat.model.artifact.Provenance;
import org.ecgnat.model.encoder.EncoderConfig;
import org.ecgnat.preprocessing.recording.Sha256;
import org.ecgnat.preprocessing.window.ConditioningRecipe;

/** What a run says about itself, in its checkpoints and in its model. */
final class RunDescription {
  private RunDescription() {}

  /**
   * What must stay the same when the run is resumed.
   *
   * @param split name or file
   * @param configuration what decides the result; how many workers there are, where their
   *     contributions are combined, what ends a run and what it bears may change
   * @param others more that decides the result
   */
  static RunIdentity identity(
      SparkSession spark,
      String command,
      Corpus corpus,
      String split,
      EncoderConfig architecture,
      Object configuration,
      Map<String, ?> others) {
    ObjectNode experiment = (ObjectNode) Json.tree(configuration);
    if (experiment.get("loop") instanceof ObjectNode loop) {
      loop.remove(List.of("workers", "stop", "faults"));
      if (loop.get("averaging") instanceof ObjectNode averaging) {
        averaging.remove("combine");
      }
    }
    experiment.set("architecture", Json.tree(architecture));
    experiment.setAll((ObjectNode) Json.tree(others));
    return new RunIdentity(
        command,
        corpus.tableId(),
        corpus.version(),
        corpus.recipeHash(),
        Sha256.hex(ConfigFiles.text("splits", split)),
        experiment,
        CodeVersion.current(),
        TaskSlots.of(spark).cpus());
  }

  /** Where the model comes from. */
  static Provenance provenance(SparkSession spark, RunIdentity identity, long seed) {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("ecgnat", identity.codeVersion());
    versions.put("spark", spark.version());
    versions.put("djl", Engine.getDjlVersion());
    versions.put("java", System.getProperty("java.version"));
    Map<String, Object> configuration = new LinkedHashMap<>(map(identity.configuration()));
    configuration.put("splitHash", identity.splitHash());
    return new Provenance(
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        identity.tableId(),
        identity.tableVersion(),
        Map.of("training", seed),
        versions,
        configuration);
  }

  /** The recipe that the windows of a corpus went through. */
  static ConditioningRecipe recipe(Corpus corpus) {
    return ConfigFiles.parse(
        ConditioningRecipe.class,
        "recipe of corpus " + corpus.directory(),
        corpus.recipe(),
        List.of());
  }

  private static Map<String, Object> map(JsonNode tree) {
    return Json.convert(tree, new TypeReference<>() {});
  }
}
