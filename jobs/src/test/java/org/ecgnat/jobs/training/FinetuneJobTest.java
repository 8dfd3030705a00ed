package org.ecgnat.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ecgnat.jobs.LocalSpark;
import org.ecgnat.jobs.cli.ExitCode;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.config.ConfigFiles;
import org.ecgnat.jobs.config.Task;
import org.ecgnat.jobs.corpus.RecordingKey;
import org.ecgnat.jobs.training.Thresholds.Scored;
import org.ecgnat.model.artifact.ModelDirectory;
import org.ecgnat.model.artifact.ModelTask;
import org.ecgnat.model.artifact.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinetuneJobTest {
  @TempDir private Path directory;
  private final StringWriter printed = new StringWriter();

  @Test
  void probesAPretrainedEncoderOnFewLabels() throws IOException {
    MadeUpCorpus corpus = MadeUpCorpus.write(LocalSpark.session(), directory, 150);
    PretrainConfig pretraining =
        ConfigFiles.load(
            PretrainConfig.class,
            "experiments",
            corpus.file("pretrain.yaml").toString(),
            List.of("loop.epochs=1"));
    new PretrainJob(
            LocalSpark.session(),
            new PretrainJob.Options(
                corpus.file("corpus").toString(),
                directory.resolve("encoder").toString(),
                corpus.file("split.yaml").toString(),
                pretraining,
                StartMode.NEW),
            new PrintWriter(printed, true))
        .run();

    assertThat(finetune(corpus, "probe", new LabelBudget.Count(40))).isEqualTo(ExitCode.DONE);
    assertThat(printed.toString()).contains("40 of 94 labelled recordings");
    ModelDirectory model = ModelDirectory.open(directory.resolve("probe/model"));
    ModelTask task = model.description().requireTask();
    assertThat(task.classNames()).containsExactly("SLOW", "FAST");
    assertThat(model.description().provenance().configuration().get("thresholdsFrom").toString())
        .contains("20 validation recordings");
    ModelDirectory encoder = ModelDirectory.open(directory.resolve("encoder/model"));
    for (String name : encoder.weights().tensors().keySet()) {
      Tensor.Floats frozen = model.weights().floats(name);
      assertThat(frozen.values()).isEqualTo(encoder.weights().floats(name).values());
    }
    assertThatThrownBy(() -> finetune(corpus, "x", new LabelBudget.Count(95)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has 94 for training");
  }

  @Test
  void drawsTheSameRecordingsForASeedAndMoreOfThemForMoreLabels() {
    List<LabelledRecording> all =
        IntStream.range(0, 50)
            .mapToObj(
                i ->
                    new LabelledRecording(
                        new RecordingKey("s", "r" + i),
                        new Task.Targets(new float[] {1}, new float[] {1})))
            .toList();
    List<LabelledRecording> ten = LabelledRecording.draw(all, 10, 1);
    assertThat(LabelledRecording.draw(all, 20, 1))
        .startsWith(ten.toArray(LabelledRecording[]::new));
    assertThat(LabelledRecording.draw(all, 10, 2)).isNotEqualTo(ten);
    assertThat(new LabelBudget.Fraction(0.1).of(44)).isEqualTo(4);
    assertThat(new LabelBudget.Fraction(0.001).of(44)).isEqualTo(1);
    assertThatThrownBy(() -> new LabelBudget.Fraction(1.5)).hasMessageContaining("at most 1");
  }

  @Test
  void choosesTheThresholdOfTheGreatestF1() {
    List<Scored> scored =
        List.of(
            new Scored(0.9, true),
            new Scored(0.7, true),
            new Scored(0.6, false),
            new Scored(0.3, true),
            new Scored(0.1, false));
    // F1 is 0.5, 0.8, 0.67, 0.86 and 0.75 when cut after each
    assertThat(Thresholds.best(scored)).isEqualTo(0.2);
    assertThat(Thresholds.best(List.of(new Scored(0.4, false)))).isEqualTo(0.5);
  }

  private ExitCode finetune(MadeUpCorpus corpus, String name, LabelBudget labels) {
    FinetuneConfig config =
        ConfigFiles.load(
            FinetuneConfig.class,
            "experiments",
            corpus.file("finetune.yaml").toString(),
            List.of("loop.minimumRounds=2", "loop.epochs=1", "loop.workers=2"));
    FinetuneJob.Options options =
        new FinetuneJob.Options(
            corpus.file("corpus").toString(),
            directory.resolve(name).toString(),
            Optional.of(directory.resolve("encoder").toString()),
            corpus.file("task.yaml").toString(),
            corpus.file("split.yaml").toString(),
            labels,
            0,
            FinetuneConfig.Scope.HEAD,
            config,
            StartMode.NEW);
    return new FinetuneJob(LocalSpark.session(), options, new PrintWriter(printed, true)).run();
  }
}
