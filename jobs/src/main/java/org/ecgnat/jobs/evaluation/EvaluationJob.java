package org.ecgnat.jobs.evaluation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.cli.CodeVersion;
import org.ecgnat.jobs.config.ConfigFiles;
import org.ecgnat.jobs.config.Split;
import org.ecgnat.jobs.config.Task;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.jobs.prediction.ModelFiles;
import org.ecgnat.jobs.report.EvaluationPage;
import org.ecgnat.jobs.spark.ResultDirectory;
import org.ecgnat.preprocessing.recording.Sha256;

/**
 * Scores a model on a role of a corpus and writes {@code metrics.json}, {@code
 * predictions.parquet}, {@code report.html} and the configuration.
 *
 * @param corpus the corpus, any Hadoop path
 * @param model the model directory, any Hadoop path
 * @param split a shipped split's name or a file
 * @param role the part that is scored
 * @param task a shipped task's name or a file; where empty, the model's own task by its name
 * @param output where the result shall lie, any Hadoop path
 * @param existing what to do where that exists
 */
public record EvaluationJob(
    String corpus,
    String model,
    String split,
    Split.Role role,
    Optional<String> task,
    String output,
    ResultDirectory.Existing existing) {

  /**
   * Runs the job.
   *
   * @return what {@code metrics.json} says
   * @throws org.ecgnat.jobs.cli.UserException where inputs do not fit together, a role is empty, or
   *     the output exists or cannot be written
   */
  public EvaluationMetrics run(SparkSession spark) {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    Split parts = ConfigFiles.load(Split.class, "splits", split, List.of());
    try (ResultDirectory result = ResultDirectory.begin(hadoop, output, existing)) {
      Corpus opened = Corpus.open(spark, corpus);
      Evaluation evaluation = new Evaluation(spark, opened, ModelFiles.read(hadoop, model));
      String taskName = task.orElse(evaluation.modelTask().name());
      Task asked = ConfigFiles.load(Task.class, "tasks", taskName, List.of());
      Answers answers = evaluation.answer(parts, role, asked);
      Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      EvaluationMetrics metrics =
          new MetricsBuilder(evaluation.modelTask())
              .build(answers, provenance(evaluation, opened, parts, asked, answers, now));
      spark
          .createDataFrame(answers.rows(now), Answers.SCHEMA)
          .coalesce(1)
          .write()
          .parquet(result.path("predictions.parquet"));
      result.write("metrics.json", metrics.toJson());
      result.write("report.html", EvaluationPage.of(metrics));
      result.write("split.yaml", ConfigFiles.text("splits", split));
      result.write("task.yaml", ConfigFiles.text("tasks", taskName));
      result.commit();
      return metrics;
    }
  }

  private Provenance provenance(
      Evaluation evaluation, Corpus opened, Split parts, Task asked, Answers answers, Instant now) {
    String splitText = ConfigFiles.text("splits", split);
    return new Provenance(
        evaluation.model().description().id(),
        evaluation.model().version(),
        opened.directory(),
        opened.tableId(),
        opened.version(),
        opened.recipeHash(),
        asked.name(),
        parts.name(),
        Sha256.hex(splitText),
        role.name().toLowerCase(Locale.ROOT),
        answers.recordings().stream().map(one -> one.id().source()).distinct().toList(),
        CodeVersion.current(),
        now.toString());
  }
}
