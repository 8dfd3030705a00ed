package org.ecgnat.jobs.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ecgnat.jobs.config.Split;
import org.ecgnat.jobs.evaluation.EvaluationJob;
import org.ecgnat.jobs.evaluation.EvaluationMetrics;
import org.ecgnat.jobs.evaluation.Scores;
import org.ecgnat.jobs.spark.CommandSession;
import org.ecgnat.jobs.spark.ResultDirectory.Existing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ecgnat evaluate}: how good is a model on recordings that it has not seen? */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Scores a model on a part of a corpus, recording by recording.",
      "Writes metrics.json, predictions.parquet and report.html."
    },
    footer = {
      "",
      "Example:",
      "  ecgnat evaluate --corpus corpus --model runs/classifier --split synthetic \\",
      "    --role test --output runs/evaluation"
    })
public final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--corpus", required = true, paramLabel = "DIR", description = "The corpus.")
  private String corpus;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "The model directory that finetune wrote.")
  private String model;

  @Option(
      names = "--split",
      required = true,
      paramLabel = "NAME|FILE",
      description = "Which recordings play which role: a name among conf/splits or a .yaml file.")
  private String split;

  @Option(
      names = "--role",
      required = true,
      description = "The part that is scored: ${COMPLETION-CANDIDATES}.")
  private ScoredRole role;

  @Option(
      names = "--task",
      paramLabel = "NAME|FILE",
      description =
          "What makes a recording positive: a name among conf/tasks or a .yaml file. Default: the"
              + " model's own task.")
  private Optional<String> task;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Where the result shall lie.")
  private String output;

  @Option(names = "--overwrite", description = "Replace an output that exists.")
  private boolean overwrite;

  /** The roles that may be scored: figures on training recordings would say nothing. */
  enum ScoredRole {
    test(Split.Role.TEST),
    validation(Split.Role.VALIDATION);

    private final Split.Role role;

    ScoredRole(Split.Role role) {
      this.role = role;
    }
  }

  @Override
  public Integer call() {
    EvaluationJob job =
        new EvaluationJob(
            corpus,
            model,
            split,
            role.role,
            task,
            output,
            overwrite ? Existing.REPLACE : Existing.REFUSE);
    EvaluationMetrics metrics;
    try (CommandSession session = CommandSession.open("evaluate")) {
      metrics = job.run(session.spark());
    }
    Scores scores = metrics.overall();
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%d recordings, %d of %d classes scored%n%smacro AUROC %.3f, AUPRC %.3f, F1 %.3f%n"
                + "Report: %s/report.html%n",
            scores.recordings(),
            scores.classesScored(),
            scores.classes().size(),
            metrics.onSyntheticData() ? metrics.data() + " data: " : "",
            scores.macroAuroc(),
            scores.macroAuprc(),
            scores.macroF1(),
            output);
    metrics.notes().forEach(note -> spec.commandLine().getOut().println("note: " + note));
    spec.commandLine().getOut().flush();
    return ExitCode.DONE.value();
  }
}
