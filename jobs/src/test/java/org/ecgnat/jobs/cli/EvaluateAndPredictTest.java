package org.ecgnat.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.CommandLineRun;
import org.ecgnat.jobs.LocalSpark;
import org.ecgnat.jobs.RandomModels;
import org.ecgnat.jobs.config.ConfigFiles;
import org.ecgnat.preprocessing.window.ConditioningRecipe;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drives both commands over a synthetic set and a classifier that has learnt nothing. */
class EvaluateAndPredictTest {
  private static final int RECORDINGS = 24;
  private static final String[] NOTHING = {};

  @TempDir private static Path folder;

  private static SparkSession spark;

  @BeforeAll
  static void prepare() throws IOException {
    spark = LocalSpark.session();
    ConditioningRecipe recipe =
        ConfigFiles.load(ConditioningRecipe.class, "recipes", "fewlabel-100hz", List.of());
    RandomModels.classifier(folder.resolve("model"), "synthetic", recipe);
    RandomModels.encoder(folder.resolve("encoder"), recipe);
    RandomModels.classifier(
        folder.resolve("other-recipe"),
        "synthetic",
        ConfigFiles.load(
            ConditioningRecipe.class, "recipes", "fewlabel-100hz", List.of("clip=12")));
    Files.writeString(
        folder.resolve("all.yaml"),
        "name: all\ntest: [{sources: [synthetic]}]\nvalidation: [{sources: [nowhere]}]\n");
    succeeds("synthesize", "--output", at("records"), "--records", "" + RECORDINGS);
    succeeds(
        "preprocess", "--corpus", at("corpus"), "--input", at("records"), "--source", "synthetic");
    succeeds(evaluate("model", "all.yaml", "test", "evaluation"));
  }

  @Test
  void metricsSayWhatWasScoredAndTheReportShowsThem() throws Exception {
    JsonNode metrics =
        new ObjectMapper().readTree(folder.resolve("evaluation/metrics.json").toFile());
    String report = Files.readString(folder.resolve("evaluation/report.html"));

    JsonNode overall = metrics.get("overall");
    assertThat(overall.get("recordings").intValue()).isEqualTo(RECORDINGS);
    assertThat(overall.get("classes")).hasSize(12);
    assertThat(metrics.get("data").textValue()).isEqualTo("synthetic");
    assertThat(metrics.get("provenance").get("modelId").textValue()).isEqualTo("random");
    assertThat(metrics.get("provenance").get("split").textValue()).isEqualTo("all");
    assertThat(metrics.get("provenance").get("splitHash").textValue()).hasSize(64);
    assertThat(metrics.get("sources").get("synthetic").get("macroAuroc"))
        .isEqualTo(overall.get("macroAuroc"));
    assertThat(report)
        .contains("Synthetic data", "For research use, not a medical device")
        .contains(
            String.format(java.util.Locale.ROOT, "%.3f", overall.get("macroAuroc").doubleValue()));
  }

  @Test
  void aModelDoesNotBeatItself() throws Exception {
    String evaluation = at("evaluation");
    CommandLineRun run =
        succeeds("compare", "--model", evaluation, "--against", evaluation + "," + evaluation);
    assertThat(run.out())
        .contains(RECORDINGS + " recordings", "over 2 seeds", "difference +0.0000")
        .contains("neither beats the other");
    JsonNode metrics =
        new ObjectMapper().readTree(folder.resolve("evaluation/metrics.json").toFile());
    JsonNode compared =
        new ObjectMapper()
            .readTree(
                succeeds("compare", "--json", "--model", evaluation, "--against", evaluation)
                    .out());
    Map<String, Double> aurocs = new HashMap<>();
    metrics
        .get("overall")
        .get("classes")
        .forEach(one -> aurocs.put(one.get("name").textValue(), one.get("auroc").doubleValue()));
    double mean = 0;
    for (JsonNode name : compared.get("classes")) {
      mean += aurocs.get(name.textValue()) / compared.get("classes").size();
    }
    assertThat(compared.get("first").get(0).doubleValue()).isCloseTo(mean, within(1e-9));
    assertThat(compared.get("classes").size() + compared.get("leftOut").size())
        .isEqualTo(metrics.get("overall").get("classes").size());

    CommandLineRun refused =
        CommandLineRun.of("compare", "--model", evaluation, "--against", at("model"));
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.err()).contains("holds no predictions.parquet of an evaluation");
  }

  @Test
  void bothRoutesGiveTheSameAnswers() {
    succeeds(
        "predict",
        "--model",
        at("model"),
        "--input",
        at("records"),
        "--source",
        "synthetic",
        "--output",
        at("rows"));
    Map<String, Row> evaluated =
        rows(spark.read().parquet(at("evaluation/predictions.parquet")).collectAsList());
    Map<String, Row> predicted = rows(spark.read().parquet(at("rows")).collectAsList());

    assertThat(predicted).hasSize(RECORDINGS).containsOnlyKeys(evaluated.keySet());
    predicted.forEach(
        (key, row) -> {
          Row other = evaluated.get(key);
          Map<String, Double> probabilities = row.getJavaMap(row.fieldIndex("probabilities"));
          Map<String, Double> others = other.getJavaMap(other.fieldIndex("probabilities"));
          assertThat(probabilities).hasSize(12).containsOnlyKeys(others.keySet());
          probabilities.forEach(
              (name, probability) ->
                  assertThat(probability).isCloseTo(others.get(name), within(1e-6)));
          for (String column :
              List.of(
                  "patient_id",
                  "source",
                  "model_id",
                  "model_version",
                  "recipe_hash",
                  "labels",
                  "windows",
                  "quality",
                  "abstained",
                  "reason",
                  "error")) {
            assertThat(row.<Object>getAs(column)).as(column).isEqualTo(other.getAs(column));
          }
        });
  }

  @Test
  void aBadFileBecomesARowAndPrivateNamesStayOutside() throws Exception {
    Path mixed = Files.createDirectories(folder.resolve("mixed"));
    Path header = headers().get(0);
    String name = header.getFileName().toString().replace(".hea", "");
    for (String suffix : List.of(".hea", ".dat")) {
      Files.copy(header.resolveSibling(name + suffix), mixed.resolve(name + suffix));
    }
    Files.writeString(mixed.resolve("JaneDoe.hea"), "JaneDoe twelve leads\n");
    Files.writeString(folder.resolve("key"), "a key of this test only");

    CommandLineRun run =
        succeeds(
            "predict",
            "--model",
            at("model"),
            "--input",
            at("mixed"),
            "--output",
            at("mixed-rows"),
            "--format",
            "jsonl",
            "--site-key",
            at("key"));

    assertThat(run.out()).contains("2 recordings, 1 of them without an answer");
    String text = "";
    try (Stream<Path> files = Files.list(folder.resolve("mixed-rows"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
        text += Files.readString(file);
      }
    }
    assertThat(text).contains("\"reason\":\"unreadable-header\"").doesNotContain("JaneDoe", name);
    assertThat(text.lines().map(EvaluateAndPredictTest::json))
        .allSatisfy(row -> assertThat(row.get("record_key").textValue()).hasSize(64));
  }

  @Test
  void whatDoesNotFitIsRefusedInALineAndLeavesNothing() {
    refused(
        evaluate("other-recipe", "all.yaml", "test", "x"),
        "recipe fewlabel-100hz",
        "preprocess the");
    refused(evaluate("encoder", "all.yaml", "test", "x"), "an encoder alone");
    refused(evaluate("model", "all.yaml", "validation", "x"), "role validation of split all");
    refused(evaluate("model", "all.yaml", "test", "evaluation"), "it exists", "--overwrite");
    refused(evaluate("records", "all.yaml", "test", "x"), "MANIFEST.json");
    assertThat(folder.resolve("x")).doesNotExist();
    try (Stream<Path> entries = Files.list(folder)) {
      assertThat(entries.filter(path -> path.getFileName().toString().startsWith(".x"))).isEmpty();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aProbeGoesFromTheCorpusToAnEvaluatedModel() throws Exception {
    Files.writeString(
        folder.resolve("parts.yaml"),
        """
        name: parts
        train: [{folds: [1, 2, 3, 4, 5, 6]}]
        validation: [{folds: [7]}]
        test: [{folds: [8, 9, 10]}]
        """);
    CommandLineRun probed = succeeds(probe("--probe", "--workers=1"));
    assertThat(probed.out())
        .containsPattern("Probing 480 features of \\d+ windows")
        .contains("Done:");
    succeeds(evaluate("probe/model", "parts.yaml", "test", "evaluation-of-probe"));
    JsonNode metrics = json(Files.readString(folder.resolve("evaluation-of-probe/metrics.json")));
    assertThat(metrics.get("provenance").get("modelId").textValue()).isEqualTo("probe");
    JsonNode result = json(Files.readString(folder.resolve("probe/result.json")));
    assertThat(result.get("iterations").intValue()).isPositive();

    refused(probe("--probe"), "it holds a run already");
    assertThat(succeeds(probe("--probe", "--resume")).out()).contains("This probe is done");
    refused(
        probe("--probe", "--resume", "--set=probe.regularisation=1"),
        "asked for is 1.0; ask for the same");
    refused(probe("--resume"), "its command is finetune --probe, asked for is finetune");

    byte[] weights = Files.readAllBytes(folder.resolve("probe/model/weights.safetensors"));
    Files.delete(folder.resolve("probe/result.json"));
    assertThat(succeeds(probe("--probe", "--resume", "--workers=2")).out()).contains("Probing");
    assertThat(folder.resolve("probe/model/weights.safetensors")).hasBinaryContent(weights);
    Files.delete(folder.resolve("probe/probe.json"));
    refused(probe("--probe", "--resume"), "nothing says which run its model comes from");
  }

  private static String[] probe(String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "finetune",
                "--corpus=" + at("corpus"),
                "--encoder=" + at("encoder"),
                "--task=synthetic",
                "--split=" + at("parts.yaml"),
                "--config=finetune-quick",
                "--output=" + at("probe")));
    args.addAll(List.of(more));
    return args.toArray(NOTHING);
  }

  @Test
  void theDoctorTellsASoundModelFromADamagedOne() throws Exception {
    CommandLineRun sound = succeeds("doctor", "--model", at("model"));
    assertThat(sound.out()).contains("ok    model", "random", "task synthetic with 12 classes");
    assertThat(sound.out())
        .containsPattern("parameters: encoder [0-9,]+, masked")
        .containsPattern(" 0 +250 +16 +1 +0\\.20 s");

    Path damaged = Files.createDirectory(folder.resolve("damaged"));
    try (Stream<Path> files = Files.list(folder.resolve("model"))) {
      for (Path file : files.toList()) {
        Files.copy(file, damaged.resolve(file.getFileName().toString()));
      }
    }
    Files.writeString(damaged.resolve("MODEL_CARD.md"), "something else");
    CommandLineRun run = CommandLineRun.of("doctor", "--model", damaged.toString());
    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.out()).contains("FAIL  model", damaged + "/MODEL_CARD.md", "-> copy the model");
  }

  private static JsonNode json(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aSecondRecordingOfTheSameKeyIsNotScored() throws IOException {
    Path header = headers().get(0);
    String name = header.getFileName().toString().replace(".hea", "");
    for (String copy : List.of("a", "b")) {
      Path to = Files.createDirectories(folder.resolve("twice").resolve(copy));
      for (String suffix : List.of(".hea", ".dat")) {
        Files.copy(header.resolveSibling(name + suffix), to.resolve(name + suffix));
      }
    }
    String corpus = at("corpus-of-twice");
    CommandLineRun.of(
        "preprocess", "--corpus", corpus, "--input", at("twice"), "--source", "synthetic");
    String[] evaluation = evaluate("model", "all.yaml", "test", "evaluation-of-twice");
    evaluation[2] = corpus;
    succeeds(evaluation);

    List<Row> rows =
        spark.read().parquet(at("evaluation-of-twice/predictions.parquet")).collectAsList();
    assertThat(rows).extracting(row -> row.getAs("reason")).containsOnlyOnce("duplicate-key");
    for (Row row : rows) {
      boolean setAside = row.getAs("reason").equals("duplicate-key");
      assertThat(row.<Boolean>getAs("abstained")).isEqualTo(setAside);
      assertThat(row.<Integer>getAs("windows") == 0).isEqualTo(setAside);
    }
  }

  private static String[] evaluate(String model, String split, String role, String output) {
    return List.of(
            "evaluate",
            "--corpus",
            at("corpus"),
            "--model",
            at(model),
            "--split",
            at(split),
            "--role",
            role,
            "--output",
            at(output))
        .toArray(NOTHING);
  }

  private static CommandLineRun succeeds(String... args) {
    CommandLineRun run = CommandLineRun.of(args);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  private static void refused(String[] args, String... parts) {
    CommandLineRun run = CommandLineRun.of(args);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
    assertThat(run.err()).contains(parts);
    assertThat(run.err().strip().lines()).hasSize(1);
  }

  private static Map<String, Row> rows(List<Row> rows) {
    Map<String, Row> byKey = new HashMap<>();
    rows.forEach(row -> byKey.put(row.getAs("record_key"), row));
    return byKey;
  }

  private static List<Path> headers() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("records"))) {
      return files.filter(path -> path.toString().endsWith(".hea")).sorted().toList();
    }
  }

  private static String at(String name) {
    return folder.resolve(name).toString();
  }
}
