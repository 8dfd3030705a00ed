package org.ecgnat.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.ecgnat.jobs.prediction.PredictionJob;
import org.ecgnat.jobs.preprocess.SourceInput;
import org.ecgnat.jobs.spark.CommandSession;
import org.ecgnat.jobs.spark.ResultDirectory.Existing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ecgnat predict}: what does a model say about recordings? */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    description = {
      "Classifies raw recordings and writes a row for each.",
      "A recording that cannot be used gets a row that says why; the others go on."
    },
    footer = {
      "",
      "Example:",
      "  ecgnat predict --model runs/classifier --input recordings --output predictions \\",
      "    --format jsonl",
      "",
      "For research use, not a medical device."
    })
public final class PredictCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "The model directory that finetune wrote.")
  private String model;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "PATH",
      description = "Folder of recordings, or one main file; may be given several times.")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--source",
      paramLabel = "NAME|FILE",
      defaultValue = "folder",
      description = "Where they come from, of conf/sources or a file (${DEFAULT-VALUE}).")
  private String source;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      defaultValue = "",
      description = "The source's labels file, where it does not lie beside the recordings.")
  private String labels;

  @Option(
      names = "--site-key",
      paramLabel = "FILE",
      defaultValue = "",
      description = {
        "Secret under which identifiers of private sources become pseudonyms.",
        "Without it $ECGNAT_SITE_KEY, or else ~/.config/ecgnat/site-key."
      })
  private String siteKey;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Where the rows shall lie.")
  private String output;

  @Option(
      names = "--format",
      defaultValue = "parquet",
      description = "How rows are written: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private PredictionJob.Format format;

  @Option(names = "--overwrite", description = "Replace an output that exists.")
  private boolean overwrite;

  @Override
  public Integer call() {
    PredictionJob job =
        new PredictionJob(
            model,
            new SourceInput(source, inputs, labels),
            siteKey,
            format,
            output,
            overwrite ? Existing.REPLACE : Existing.REFUSE);
    PredictionJob.Result result;
    try (CommandSession session = CommandSession.open("predict")) {
      result = job.run(session.spark());
    }
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%,d recordings, %,d of them without an answer%nRows: %s%n",
            result.recordings(),
            result.abstained(),
            output);
    spec.commandLine().getOut().flush();
    return ExitCode.DONE.value();
  }
}
