package org.ecgnat.jobs.cli;

import java.util.concurrent.Callable;
import org.ecgnat.jobs.config.ConfigFiles;
import org.ecgnat.jobs.spark.CommandSession;
import org.ecgnat.jobs.training.PretrainConfig;
import org.ecgnat.jobs.training.PretrainJob;
import org.ecgnat.jobs.training.TrainingPlugin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ecgnat pretrain}: corpus → encoder, without labels. */
@Command(
    name = "pretrain",
    description = {
      "Trains an encoder on a corpus without labels: a masked autoencoder that also regresses median",
      "beats, data-parallel, with averaged parameters after every round. Stops at a signal with exit",
      "code 5, resumable."
    },
    footer = {
      "",
      "Example:",
      "  ecgnat pretrain --corpus corpus --output pretraining --config pretrain-tiny \\",
      "    --split few-labels --workers 2"
    })
public final class PretrainCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private TrainingOptions training = new TrainingOptions();

  @Option(
      names = "--config",
      paramLabel = "NAME|FILE",
      defaultValue = PretrainConfig.DEFAULT,
      description = "The experiment: conf/experiments or a file (default: ${DEFAULT-VALUE}).")
  private String config;

  @Override
  public Integer call() {
    PretrainConfig loaded =
        ConfigFiles.load(PretrainConfig.class, "experiments", config, common.settings());
    PretrainConfig experiment =
        training.workers().isPresent() ? loaded.withWorkers(training.workers().get()) : loaded;
    PretrainJob.Options options =
        new PretrainJob.Options(
            training.corpus(), training.output(), training.split(), experiment, training.mode());
    try (CommandSession session = CommandSession.open("pretrain", TrainingPlugin.class.getName())) {
      return new PretrainJob(session.spark(), options, common.out()).run().value();
    }
  }
}
