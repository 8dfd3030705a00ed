package org.ecgnat.jobs.cli;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.ecgnat.jobs.config.ConfigFiles;
import org.ecgnat.jobs.spark.CommandSession;
import org.ecgnat.jobs.training.FinetuneConfig;
import org.ecgnat.jobs.training.FinetuneJob;
import org.ecgnat.jobs.training.LabelBudget;
import org.ecgnat.jobs.training.TrainingPlugin;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ecgnat finetune}: encoder → classifier, with few labels. */
@Command(
    name = "finetune",
    description = {
      "Trains a classifier on labelled recordings of a corpus, from a pre-trained encoder or from",
      "scratch. Labels are drawn by recording: ordered by SHA-256 of \"seed|source|record key\",",
      "the first are taken. Stops at a signal with exit code 5, resumable."
    },
    footer = {
      "",
      "Example:",
      "  ecgnat finetune --corpus corpus --encoder pretraining --task ptbxl-superclasses \\",
      "    --split few-labels --label-count 170 --seed 0 --output classifier --workers 2"
    })
public final class FinetuneCommand implements Callable<Integer> {
  private static final String RESIDUAL = "resnet1d";
  private static final Set<String> RANDOM = Set.of("none", "random", RESIDUAL);

  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private TrainingOptions training = new TrainingOptions();

  @Option(
      names = "--encoder",
      required = true,
      paramLabel = "DIR|random|none|resnet1d",
      description = {
        "What pretrain has written; random or none for random weights;",
        "resnet1d for a residual network with random weights, to compare with."
      })
  private String encoder;

  @Option(
      names = "--task",
      required = true,
      paramLabel = "NAME|FILE",
      description = "The classes: conf/tasks or a file.")
  private String task;

  @ArgGroup private Budget budget = new Budget();

  private static final class Budget {
    @Option(
        names = "--label-count",
        paramLabel = "N",
        description = "Labelled recordings to learn from (default: all of the split's).")
    private Optional<Integer> count = Optional.empty();

    @Option(
        names = "--label-fraction",
        paramLabel = "F",
        description = "The same as a part of the split's, above 0 and at most 1.")
    private Optional<Double> fraction = Optional.empty();
  }

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Keys the draw of labels and all of training (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--probe",
      description = {
        "Leave the encoder as it is and fit a logistic regression to its features (probe: of the",
        "configuration). No rounds and no checkpoints: a killed probe begins again."
      })
  private boolean probe;

  @Option(
      names = "--config",
      paramLabel = "NAME|FILE",
      defaultValue = "finetune-tiny",
      description = "The experiment: conf/experiments or a file (default: ${DEFAULT-VALUE}).")
  private String config;

  @Override
  public Integer call() {
    FinetuneConfig loaded =
        ConfigFiles.load(FinetuneConfig.class, "experiments", config, common.settings());
    FinetuneConfig experiment =
        training.workers().isPresent() ? loaded.withWorkers(training.workers().get()) : loaded;
    FinetuneJob.Options options =
        new FinetuneJob.Options(
            training.corpus(),
            training.output(),
            RANDOM.contains(encoder) ? Optional.empty() : Optional.of(encoder),
            task,
            training.split(),
            labels(),
            seed,
            probe,
            encoder.equals(RESIDUAL) ? experiment.withEncoder(RESIDUAL) : experiment,
            training.mode());
    try (CommandSession session = CommandSession.open("finetune", TrainingPlugin.class.getName())) {
      return new FinetuneJob(session.spark(), options, common.out()).run().value();
    }
  }

  private LabelBudget labels() {
    return budget.count.isPresent()
        ? new LabelBudget.Count(budget.count.get())
        : new LabelBudget.Fraction(budget.fraction.orElse(1.0));
  }
}
