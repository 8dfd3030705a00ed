package org.ecgnat.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withPrecision;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.ecgnat.jobs.LocalSpark;
import org.ecgnat.jobs.cli.ExitCode;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.config.ConfigFiles;
import org.ecgnat.jobs.config.Split;
import org.ecgnat.jobs.config.Task;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.jobs.corpus.RecordingKey;
import org.ecgnat.jobs.training.Thresholds.Scored;
import org.ecgnat.jobs.training.probe.Optimality;
import org.ecgnat.jobs.training.probe.WindowFeatures;
import org.ecgnat.model.Trainers;
import org.ecgnat.model.artifact.EcgModel;
import org.ecgnat.model.artifact.ModelDirectory;
import org.ecgnat.model.artifact.ModelTask;
import org.ecgnat.model.artifact.SafeTensors;
import org.ecgnat.model.artifact.Tensor;
import org.ecgnat.model.training.TrainerSpec;
import org.ecgnat.preprocessing.codec.WindowCodec;
import org.ecgnat.preprocessing.corpus.CorpusWindow;
import org.ecgnat.preprocessing.corpus.RowGroup;
import org.ecgnat.preprocessing.corpus.RowGroupReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinetuneJobTest {
  private static final long SEED = 4;

  @TempDir private Path directory;
  private final StringWriter printed = new StringWriter();

  @Test
  void probesAPretrainedEncoderOnFewLabels() throws IOException {
    MadeUpCorpus corpus = MadeUpCorpus.write(LocalSpark.session(), directory, 150);
    pretrain(corpus);

    assertThat(finetune(corpus, "probe", new LabelBudget.Count(40))).isEqualTo(ExitCode.DONE);
    assertThat(printed.toString()).contains("40 of 94 labelled recordings");
    ModelDirectory model = ModelDirectory.open(directory.resolve("probe/model"));
    ModelTask task = model.description().requireTask();
    assertThat(task.classNames()).containsExactly("SLOW", "FAST");
    assertThat(model.description().provenance().configuration().get("thresholdsFrom").toString())
        .contains("20 validation recordings");
    ModelDirectory encoder = ModelDirectory.open(directory.resolve("encoder/model"));
    for (String name : encoder.weights().tensors().keySet()) {
      Tensor.Floats untouched = model.weights().floats(name);
      assertThat(untouched.values()).isEqualTo(encoder.weights().floats(name).values());
    }
    assertThat(model.weights().floats("norm.weight").values()).containsOnly(1);
    assertThat(model.weights().floats("norm.bias").values()).containsOnly(0);
    assertTheHeadSolvesTheRegression(corpus, model);
    assertThatThrownBy(() -> finetune(corpus, "x", new LabelBudget.Count(95)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has 94 for training");
  }

  @Test
  void probesTheNetworkThatTrainingFromScratchBeginsWith() throws IOException {
    MadeUpCorpus corpus = MadeUpCorpus.write(LocalSpark.session(), directory, 40);
    assertThat(finetune(corpus, "probe", Optional.empty(), new LabelBudget.Count(12)))
        .isEqualTo(ExitCode.DONE);
    SafeTensors initial = initial(corpus);
    SafeTensors probed = ModelDirectory.open(directory.resolve("probe/model")).weights();
    assertThat(probed.tensors().keySet())
        .filteredOn(name -> name.startsWith("encoder."))
        .isNotEmpty();
    for (String name : probed.tensors().keySet()) {
      if (!name.startsWith("head.")) {
        assertThat(probed.floats(name).values()).isEqualTo(initial.floats(name).values());
      }
    }
  }

  @Test
  void trainsOnFromTheHeadOfAProbe() throws IOException {
    MadeUpCorpus corpus = MadeUpCorpus.write(LocalSpark.session(), directory, 40);
    pretrain(corpus);
    Optional<String> encoder = Optional.of(directory.resolve("encoder").toString());
    assertThat(finetune(corpus, "probe", new LabelBudget.Count(20))).isEqualTo(ExitCode.DONE);
    assertThat(standStill(corpus, "tuned", encoder)).isEqualTo(ExitCode.DONE);
    assertThat(standStill(corpus, "scratch", Optional.empty())).isEqualTo(ExitCode.DONE);

    for (String name : List.of("head.weight", "head.bias")) {
      float[] probed = weights("probe", name);
      assertThat(weights("tuned", name)).containsExactly(probed, withPrecision(1e-6f));
      assertThat(probed).isNotEqualTo(new float[probed.length]);
      // nothing pre-trained, nothing to probe
      assertThat(weights("scratch", name))
          .containsExactly(initial(corpus).floats(name).values(), withPrecision(1e-6f));
    }
  }

  private float[] weights(String run, String name) throws IOException {
    return ModelDirectory.open(directory.resolve(run + "/model")).weights().floats(name).values();
  }

  /** Features from the written model, windows from the corpus, the gradient worked out here. */
  private static void assertTheHeadSolvesTheRegression(MadeUpCorpus corpus, ModelDirectory model)
      throws IOException {
    Corpus opened = Corpus.open(LocalSpark.session(), corpus.file("corpus").toString());
    Map<RecordingKey, Task.Targets> drawn = new HashMap<>();
    LabelledRecording.draw(
            LabelledRecording.of(
                opened,
                ConfigFiles.load(
                    Split.class, "splits", corpus.file("split.yaml").toString(), List.of()),
                Split.Role.TRAIN,
                ConfigFiles.load(
                    Task.class, "tasks", corpus.file("task.yaml").toString(), List.of())),
            40,
            SEED)
        .forEach(recording -> drawn.put(recording.key(), recording.targets()));
    List<WindowFeatures> windows = new ArrayList<>();
    try (EcgModel network = EcgModel.open(model.path())) {
      for (RowGroup rowGroup : opened.rowGroups()) {
        for (CorpusWindow window : RowGroupReader.read(new Configuration(), rowGroup)) {
          Task.Targets targets = drawn.get(new RecordingKey(window.source(), window.recordKey()));
          if (targets != null) {
            float[][] features = network.embeddings(List.of(WindowCodec.decode(window.signal())));
            windows.add(
                new WindowFeatures(
                    window.windowId(), features[0], targets.present(), targets.known()));
          }
        }
      }
    }
    assertThat(windows).hasSize(40);
    float[] weights = model.weights().floats("head.weight").values();
    float[] biases = model.weights().floats("head.bias").values();
    int features = weights.length / biases.length;
    for (int label = 0; label < biases.length; label++) {
      double[] row = new double[features];
      for (int i = 0; i < features; i++) {
        row[i] = weights[label * features + i];
      }
      assertThat(Optimality.ofSigmoid(windows, label, row, biases[label], 0.01)).isLessThan(1e-5);
    }
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

  /** What training from scratch begins with. */
  private static SafeTensors initial(MadeUpCorpus corpus) throws IOException {
    FinetuneConfig config = config(corpus);
    TrainerSpec spec =
        config.spec(
            Encoders.load(config.encoder(), config.stochasticDepth()),
            ConfigFiles.load(Task.class, "tasks", corpus.file("task.yaml").toString(), List.of()),
            SEED,
            1);
    return SafeTensors.ofWeights(Trainers.layout(spec), Trainers.initialWeights(spec), Map.of());
  }

  private void pretrain(MadeUpCorpus corpus) {
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
                new RunMode(StartMode.NEW, 20, Optional.empty())),
            new PrintWriter(printed, true))
        .run();
  }

  private ExitCode finetune(MadeUpCorpus corpus, String name, LabelBudget labels) {
    return finetune(corpus, name, Optional.of(directory.resolve("encoder").toString()), labels);
  }

  private ExitCode finetune(
      MadeUpCorpus corpus, String name, Optional<String> encoder, LabelBudget labels) {
    return run(corpus, name, encoder, labels, true, config(corpus));
  }

  private ExitCode standStill(MadeUpCorpus corpus, String name, Optional<String> encoder) {
    List<String> overrides = List.of("headFromProbe=true", "optimizer.learningRate=1e-12");
    return run(corpus, name, encoder, new LabelBudget.Count(20), false, config(corpus, overrides));
  }

  private ExitCode run(
      MadeUpCorpus corpus,
      String name,
      Optional<String> encoder,
      LabelBudget labels,
      boolean probe,
      FinetuneConfig config) {
    FinetuneJob.Options options =
        new FinetuneJob.Options(
            corpus.file("corpus").toString(),
            directory.resolve(name).toString(),
            encoder,
            corpus.file("task.yaml").toString(),
            corpus.file("split.yaml").toString(),
            labels,
            SEED,
            probe,
            config,
            new RunMode(StartMode.NEW, 20, Optional.empty()));
    return new FinetuneJob(LocalSpark.session(), options, new PrintWriter(printed, true)).run();
  }

  private static FinetuneConfig config(MadeUpCorpus corpus) {
    return config(corpus, List.of());
  }

  private static FinetuneConfig config(MadeUpCorpus corpus, List<String> overrides) {
    return ConfigFiles.load(
        FinetuneConfig.class, "experiments", corpus.file("finetune.yaml").toString(), overrides);
  }
}
