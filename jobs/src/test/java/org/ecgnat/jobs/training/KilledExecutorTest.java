package org.ecgnat.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.ecgnat.jobs.CommandLineRun;
import org.ecgnat.jobs.CommandProcess;
import org.ecgnat.jobs.LocalSpark;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Executors with a process each, one of which is killed in the middle of every round. */
class KilledExecutorTest {
  private static final int ROUNDS = 5;

  @TempDir private static Path directory;
  private static MadeUpCorpus corpus;

  @BeforeAll
  static void makeCorpus() throws IOException {
    corpus = MadeUpCorpus.write(LocalSpark.session(), directory, 150);
  }

  @Test
  @Tag("slow")
  void theSameWeightsWhereMomentsAreAveraged() throws IOException {
    survives("average", "driver");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reset", "local"})
  @Tag("slow")
  void theSameWeightsWhereTheyAreNot(String moments) throws IOException {
    survives(moments, "driver");
  }

  @Test
  @Tag("slow")
  void theSameWeightsFromSlices() throws IOException {
    survives("average", "slices");
  }

  private static void survives(String moments, String combine) throws IOException {
    String[] settings = {
      "loop.averaging.outer=nesterov",
      "loop.averaging.moments=" + moments,
      "loop.averaging.combine=" + combine,
      "loop.localSteps=120",
      "loop.epochs=1",
      "loop.minimumRounds=" + ROUNDS
    };
    String name = moments + "-" + combine;
    CommandLineRun whole = CommandLineRun.of(pretrain(name + "-whole", settings));
    assertThat(whole.exitCode()).as(whole.toString()).isZero();

    Map<String, String> killer = Map.of("spark.extraListeners", ExecutorKiller.class.getName());
    try (CommandProcess process =
        CommandProcess.start(
            directory.resolve(name),
            CommandProcess.LOCAL_CLUSTER,
            killer,
            pretrain(name + "-killed", settings))) {
      CommandLineRun end = process.end();
      assertThat(end.exitCode()).as(end.toString()).isZero();
      assertThat(end.out().lines().filter(line -> line.startsWith("lost")).distinct())
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, ROUNDS)
                  .mapToObj(round -> "lost a task of round " + round)
                  .toList());
    }
    assertThat(losses(name + "-killed")).isEqualTo(losses(name + "-whole"));
    assertThat(tensors(name + "-killed")).isEqualTo(tensors(name + "-whole")).isNotEmpty();
    for (String file : tensors(name + "-whole")) {
      assertThat(directory.resolve(name + "-killed").resolve(file))
          .hasSameBinaryContentAs(directory.resolve(name + "-whole").resolve(file));
    }
  }

  private static String[] pretrain(String output, String... settings) {
    Stream<String> fixed =
        Stream.of(
            "pretrain",
            "--corpus=" + corpus.file("corpus"),
            "--split=" + corpus.file("split.yaml"),
            "--config=" + corpus.file("pretrain.yaml"),
            "--workers=2",
            "--output=" + directory.resolve(output));
    return Stream.concat(fixed, Stream.of(settings).map(setting -> "--set=" + setting))
        .toArray(String[]::new);
  }

  /** Each worker's loss in each round: where the first difference is, something went wrong. */
  private static List<List<Double>> losses(String output) {
    return RunLog.read(new RunFiles(new Configuration(), directory.resolve(output).toString()))
        .stream()
        .map(round -> round.participants().stream().map(RoundReport.Participant::loss).toList())
        .toList();
  }

  /** The tensors of the last checkpoint and of the model, and the moments of the workers. */
  private static List<String> tensors(String output) throws IOException {
    Path run = directory.resolve(output);
    try (Stream<Path> all = Files.walk(run)) {
      return all.map(path -> run.relativize(path).toString())
          .filter(path -> path.endsWith(".safetensors"))
          .filter(path -> path.startsWith("model/") || path.contains("round-00000" + ROUNDS))
          .sorted(Comparator.naturalOrder())
          .toList();
    }
  }
}
