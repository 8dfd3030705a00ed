package org.ecgnat.jobs.cli;

import java.util.Optional;
import org.ecgnat.jobs.training.RunMode;
import org.ecgnat.jobs.training.StartMode;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What the two training commands have in common. */
final class TrainingOptions {
  @Option(
      names = "--corpus",
      required = true,
      paramLabel = "DIR",
      description = "The corpus to learn from.")
  private String corpus;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Gets checkpoints/, metrics.jsonl, config.yaml, model/ and result.json.")
  private String output;

  @Option(
      names = "--split",
      required = true,
      paramLabel = "NAME|FILE",
      description = "Which recordings are for training and validation: conf/splits or a file.")
  private String split;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Tasks of a round (default: loop.workers of the configuration).")
  private Optional<Integer> workers = Optional.empty();

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description = {
        "When a signal has come, the round at hand is finished if it may be so soon, else dropped",
        "(default: ${DEFAULT-VALUE})."
      })
  private double grace;

  @Option(
      names = "--replay",
      paramLabel = "RUN",
      description = {
        "Repeat who worked in each round of this other run, and with how many steps, as its",
        "metrics.jsonl says: the same weights come out, whatever executors are there now."
      })
  private Optional<String> replay = Optional.empty();

  @ArgGroup private Existing existing = new Existing();

  private static final class Existing {
    @Option(
        names = "--resume",
        description = "Go on after the newest checkpoint in --output; with none, begin.")
    private boolean resume;

    @Option(names = "--overwrite", description = "Replace a run that --output holds.")
    private boolean overwrite;
  }

  String corpus() {
    return corpus;
  }

  String output() {
    return output;
  }

  String split() {
    return split;
  }

  Optional<Integer> workers() {
    return workers;
  }

  RunMode mode() {
    return new RunMode(start(), grace, replay);
  }

  private StartMode start() {
    if (existing.resume) {
      return StartMode.RESUME;
    }
    return existing.overwrite ? StartMode.OVERWRITE : StartMode.NEW;
  }
}
