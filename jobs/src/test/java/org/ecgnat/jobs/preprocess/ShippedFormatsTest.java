package org.ecgnat.jobs.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.ecgnat.jobs.CommandLineRun;
import org.ecgnat.jobs.LocalSpark;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.preprocessing.SharedData;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command line over sample files of all formats, good and bad, with nothing said about them.
 */
class ShippedFormatsTest {
  private static final Path README = Path.of("../README.md");
  private static final Pattern REASON = Pattern.compile("\\| `([a-z-]+)` \\| [^|]+ \\|");
  private static final Pattern OTHERS =
      Pattern.compile("files that belong to no recording \\((.+)\\)");

  @TempDir Path folder;

  @Test
  void everyFileIsReadOrSetAsideForAReasonOfTheReadme() throws IOException {
    Path input = SharedData.path("data/formats");
    String corpus = folder.resolve("corpus").toString();
    CommandLineRun run =
        FolderSource.preprocess(
            corpus, input.toString(), folder.resolve("site-key"), "--max-rejected", "100");
    assertThat(run.exitCode()).as(run.toString()).isZero();

    Map<String, Integer> outcomes = new TreeMap<>();
    Set<String> claimed = new TreeSet<>();
    for (Row row :
        Corpus.open(LocalSpark.session(), corpus)
            .recordings()
            .selectExpr("outcome", "reason", "detail", "filter(files, f -> f.size_bytes >= 0).path")
            .collectAsList()) {
      outcomes.merge(row.getString(0) + " " + row.getString(1), 1, Integer::sum);
      claimed.addAll(row.getList(3));
      assertThat(row.getString(0).equals("accepted")).isEqualTo(row.getString(2).isEmpty());
    }
    Map<String, Integer> expected =
        Map.of(
            "accepted ", 32,
            // the same file in two folders: a name counts once in a source
            "set-aside duplicate-key", 4,
            "set-aside missing-file", 2,
            "set-aside no-signal", 2,
            // other vital signs, test patterns, single leads called ECG
            "set-aside no-standard-lead", 22,
            "set-aside too-short", 6,
            "set-aside unsupported-format", 4);
    assertThat(outcomes).isEqualTo(expected);
    // how many windows depends on the site key: under it two files of one name are ordered
    assertThat(run.out()).contains("Added 32 recordings as", "40 set aside");
    assertThat(reasonsOfTheReadme())
        .containsAll(
            outcomes.keySet().stream()
                .filter(outcome -> outcome.startsWith("set-aside "))
                .map(outcome -> outcome.substring("set-aside ".length()))
                .toList());

    try (Stream<Path> files = Files.walk(input).filter(Files::isRegularFile)) {
      // a signal file of another stem than its header's is counted with both
      assertThat(claimed.size() + others(run.out())).isGreaterThanOrEqualTo((int) files.count());
    }
  }

  @Test
  void theReadmeExplainsEveryReason() throws IOException {
    assertThat(reasonsOfTheReadme())
        .isEqualTo(Stream.of(Reason.values()).map(Reason::code).collect(Collectors.toSet()));
  }

  private static Set<String> reasonsOfTheReadme() throws IOException {
    return Files.readAllLines(README).stream()
        .dropWhile(line -> !line.startsWith("| set aside as |"))
        .takeWhile(line -> line.startsWith("|"))
        .map(REASON::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .collect(Collectors.toSet());
  }

  /** How many files the command says belong to no recording. */
  private static int others(String out) {
    Matcher matcher = OTHERS.matcher(out);
    assertThat(matcher.find()).as(out).isTrue();
    return Stream.of(matcher.group(1).split(", "))
        .mapToInt(one -> Integer.parseInt(one.substring(one.lastIndexOf(' ') + 1)))
        .sum();
  }
}
