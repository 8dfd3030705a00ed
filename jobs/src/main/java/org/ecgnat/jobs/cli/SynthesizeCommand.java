package org.ecgnat.jobs.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.ecgnat.jobs.spark.ResultDirectory;
import org.ecgnat.jobs.synthesis.SyntheticSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ecgnat synthesize}: a labelled set to try everything on. */
@Command(
    name = "synthesize",
    mixinStandardHelpOptions = true,
    description = {
      "Writes synthetic labelled 12-lead recordings (10 s, 500 Hz) as WFDB records,",
      "1,000 a folder, labels and patient in the headers. Record i of a seed is always the same.",
      "Figures measured on them say nothing about patients."
    },
    footer = {
      "",
      "Example:",
      "  ecgnat synthesize --output recordings --records 1200 --seed 1",
      "  ecgnat preprocess --corpus corpus --input recordings --source synthetic \\",
      "    --recipe fewlabel-100hz"
    })
public final class SynthesizeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Local folder for the records; it must be absent or empty.")
  private String output = "";

  @Option(
      names = "--records",
      paramLabel = "N",
      description = "How many recordings (default: ${DEFAULT-VALUE}).")
  private long records = 1200;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Chooses the set (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(names = "--overwrite", description = "Replace what the output folder holds.")
  private boolean overwrite;

  @Override
  public Integer call() throws InterruptedException {
    if (records < 1) {
      throw UserException.usage(
          "Cannot make " + records + " recordings: give --records a number from 1");
    }
    Path folder = localFolder();
    boolean replace = overwrite || isEmpty(folder);
    PrintWriter out = spec.commandLine().getOut();
    long started = System.nanoTime();
    try (ResultDirectory result =
        ResultDirectory.begin(
            new Configuration(),
            folder.toUri().toString(),
            replace ? ResultDirectory.Existing.REPLACE : ResultDirectory.Existing.REFUSE)) {
      Progress progress = new Progress(spec.commandLine().getErr(), "recordings", records);
      new SyntheticSet(seed, records)
          .write(
              Path.of(URI.create(result.path("."))),
              Runtime.getRuntime().availableProcessors(),
              progress::done);
      result.commit();
    } catch (IOException e) {
      throw UserException.environment(
          "Cannot write recordings to " + output + ": " + e.getMessage() + "; check the disk", e);
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    out.printf(
        Locale.ROOT,
        "%,d synthetic recordings in %s (%.1f s, %.0f/s)%n",
        records,
        folder,
        seconds,
        records / seconds);
    return ExitCode.DONE.value();
  }

  private Path localFolder() {
    String path = output.startsWith("file:") ? output.replaceFirst("^file:(//)?", "") : output;
    if (path.contains("://")) {
      throw UserException.usage(
          "Cannot write recordings to "
              + output
              + ": synthesize writes to local folders only; copy them from there");
    }
    return Path.of(path).toAbsolutePath().normalize();
  }

  private static boolean isEmpty(Path folder) {
    String[] entries = new File(folder.toUri()).list();
    return entries != null && entries.length == 0;
  }
}
