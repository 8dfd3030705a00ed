package org.ecgnat.jobs.preprocess;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.ecgnat.jobs.CommandLineRun;

/** {@code preprocess} of files of the source {@code folder}, as most tests run it. */
final class FolderSource {
  private FolderSource() {}

  /** Runs it in this process. */
  static CommandLineRun preprocess(String corpus, String input, Path siteKey, String... more) {
    return CommandLineRun.of(arguments(corpus, input, siteKey, more));
  }

  /**
   * The command line.
   *
   * @param more options
   */
  static String[] arguments(String corpus, String input, Path siteKey, String... more) {
    return Stream.concat(
            Stream.of(
                "preprocess",
                "--corpus",
                corpus,
                "--input",
                input,
                "--source",
                "folder",
                "--site-key",
                siteKey.toString()),
            Stream.of(more))
        .toArray(String[]::new);
  }
}
