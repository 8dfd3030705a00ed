package org.ecgnat.jobs.preprocess;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.ecgnat.jobs.CommandLineRun;
import org.ecgnat.jobs.CommandProcess;
import org.ecgnat.preprocessing.format.wfdb.WfdbWriter;
import org.ecgnat.preprocessing.recording.Lead;

/** {@code preprocess} of one growing folder into any corpus, in batches of 1 MB. */
final class PreprocessRuns {
  private static final int RATE_HZ = 500;
  private static final List<Lead> LEADS = List.of(Lead.I, Lead.II, Lead.V1, Lead.V5);

  private final Path folder;

  /**
   * Runs.
   *
   * @param folder for input, site key and what processes print
   */
  PreprocessRuns(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(input());
    Files.writeString(input().resolve("labels.csv"), "record,patient,fold,labels\n");
  }

  Path input() {
    return folder.resolve("input");
  }

  /** Adds recordings of 10 to 20 s to the input, two of them set aside. */
  void addNight(int night, int recordings) throws IOException {
    Path target = input().resolve("night-" + night);
    Files.createDirectories(target);
    StringBuilder labels = new StringBuilder();
    for (int i = 0; i < recordings - 2; i++) {
      String name = "n" + night + "-" + i;
      float[][] millivolts = new float[LEADS.size()][(10 + 5 * (i % 3)) * RATE_HZ];
      for (int lead = 0; lead < LEADS.size(); lead++) {
        for (int t = 0; t < millivolts[lead].length; t++) {
          millivolts[lead][t] = (float) Math.sin((lead + 1 + 0.1 * i) * t * 0.01 + night);
        }
      }
      WfdbWriter.write(target, name, RATE_HZ, LEADS, millivolts, 1000, List.of());
      labels.append(name).append(",p").append(i % 5).append(',').append(i % 5 + 1).append(",AF\n");
    }
    TestRecordings.writeTruncated(target, "n" + night + "-short");
    TestRecordings.writeUnreadable(target, "n" + night + "-none", "no header\n");
    Files.writeString(input().resolve("labels.csv"), labels, StandardOpenOption.APPEND);
  }

  /** Starts a run in a process of its own. */
  CommandProcess start(String master, String corpus) {
    return CommandProcess.start(folder, master, arguments(corpus));
  }

  /** Blocks of recordings that are or were kept until their batch is written, by all runs. */
  long stagedBlocks() {
    try (Stream<Path> all =
        Files.find(
            CommandProcess.scratch(folder),
            Integer.MAX_VALUE,
            (path, attributes) -> path.getFileName().toString().startsWith("rdd_"))) {
      return all.count();
    } catch (IOException | UncheckedIOException e) {
      // not there yet, or going away
      return 0;
    }
  }

  /** Runs in this process. */
  CommandLineRun run(String corpus) {
    return CommandLineRun.of(arguments(corpus));
  }

  private String[] arguments(String corpus) {
    return FolderSource.arguments(
        corpus,
        input().toString(),
        folder.resolve("site-key"),
        "--max-rejected=100",
        "--set=taskMegabytes=1",
        "--set=batchMegabytes=1");
  }
}
