package org.ecgnat.model.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ecgnat.model.Trainers;
import org.ecgnat.model.training.TrainerSpec;
import org.ecgnat.preprocessing.codec.DecodedWindow;
import org.ecgnat.preprocessing.codec.WindowCodec;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.window.Conditioner;
import org.ecgnat.preprocessing.window.Window;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EcgModelTest {

  @TempDir static Path folder;

  private static Path classifier;

  @BeforeAll
  static void write() throws IOException {
    TrainerSpec spec = MicroModel.classifierSpec();
    classifier = folder.resolve("classifier");
    ModelDirectory.write(
        classifier,
        MicroModel.description(Optional.of(MicroModel.TASK)),
        Trainers.layout(spec),
        Trainers.initialWeights(spec));
  }

  @Test
  void predictsARawRecordingFromItsWindows() throws Exception {
    EcgRecording recording = recording(8, Lead.STANDARD);
    try (EcgModel model = EcgModel.open(classifier)) {
      List<DecodedWindow> windows = new ArrayList<>();
      for (Window window : Conditioner.condition(recording, MicroModel.RECIPE)) {
        windows.add(WindowCodec.decode(window.signal()));
      }
      float[][] logits = model.logits(windows);
      Prediction prediction = model.predict(recording);

      assertThat(prediction.windows()).isEqualTo(windows.size()).isGreaterThan(1);
      assertThat(prediction.modelVersion()).isEqualTo(model.version());
      assertThat(prediction.recipeHash()).isEqualTo(MicroModel.RECIPE.hash());
      assertThat(prediction.abstained()).isFalse();
      double mean = 0;
      double largest = Double.NEGATIVE_INFINITY;
      for (float[] window : logits) {
        mean += window[0] / logits.length;
        largest = Math.max(largest, window[1]);
      }
      assertThat(prediction.probabilities().keySet()).containsExactly("NORM", "MI", "STTC");
      assertThat(prediction.probabilities().get("NORM"))
          .isCloseTo(1 / (1 + Math.exp(-mean / 1.5)), within(1e-9));
      assertThat(prediction.probabilities().get("MI"))
          .isCloseTo(1 / (1 + Math.exp(-largest / 1.5)), within(1e-9));
      for (ModelTask.OutputClass output : MicroModel.TASK.classes()) {
        assertThat(prediction.labels().contains(output.name()))
            .isEqualTo(prediction.probabilities().get(output.name()) >= output.threshold());
      }
      assertThat(model.embeddings(windows)[0]).hasSize(2 * (16 + 32 + 64 + 128));
    }
  }

  @Test
  void absentLeadsAndUnusableRecordingsAreNoErrors() throws Exception {
    try (EcgModel model = EcgModel.open(classifier)) {
      assertThat(model.predict(recording(4, List.of(Lead.I, Lead.II))).abstained()).isFalse();
      Prediction none = model.predict(recording(1, Lead.STANDARD));
      assertThat(none.abstained()).isTrue();
      assertThat(none.probabilities()).isEmpty();
      assertThat(none.labels()).isEmpty();
      assertThat(none.reason()).contains("1.28 s");
    }
  }

  @Test
  void threadsShareAModel() throws Exception {
    List<EcgRecording> recordings = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      recordings.add(recording(4 + i, Lead.STANDARD));
    }
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try (EcgModel model = EcgModel.open(classifier)) {
      List<Future<Prediction>> together = new ArrayList<>();
      for (EcgRecording recording : recordings) {
        together.add(pool.submit(() -> model.predict(recording)));
      }
      for (int i = 0; i < recordings.size(); i++) {
        assertThat(together.get(i).get()).isEqualTo(model.predict(recordings.get(i)));
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void anEncoderAloneEmbedsButDoesNotClassify() throws Exception {
    TrainerSpec spec = MicroModel.reconstructionSpec();
    Path path = folder.resolve("encoder");
    ModelDirectory.write(
        path,
        MicroModel.description(Optional.empty()),
        Trainers.layout(spec),
        Trainers.initialWeights(spec));
    EcgRecording recording = recording(4, Lead.STANDARD);
    try (EcgModel model = EcgModel.open(path)) {
      assertThat(model.embeddings(ConditionedRecording.of(recording, MicroModel.RECIPE).windows()))
          .hasDimensions(2, 480);
      assertThatThrownBy(() -> model.predict(recording)).hasMessageContaining("encoder alone");
    }
  }

  @Test
  void plainCriteriaGiveTheSameNumbers() throws Exception {
    EcgRecording recording = recording(8, Lead.STANDARD);
    byte[] window = Conditioner.condition(recording, MicroModel.RECIPE).get(0).signal();
    Criteria<EcgRecording, Prediction> recordings =
        Criteria.builder()
            .setTypes(EcgRecording.class, Prediction.class)
            .optEngine("PyTorch")
            .optModelPath(classifier)
            .optTranslatorFactory(new EcgTranslatorFactory())
            .build();
    Criteria<byte[], byte[]> windows =
        Criteria.builder()
            .setTypes(byte[].class, byte[].class)
            .optEngine("PyTorch")
            .optModelUrls(classifier.toUri().toURL().toString())
            .optTranslatorFactory(overTheWire(new EcgTranslatorFactory()))
            .build();
    try (EcgModel model = EcgModel.open(classifier);
        ZooModel<EcgRecording, Prediction> ofRecordings = recordings.loadModel();
        Predictor<EcgRecording, Prediction> recordingPredictor = ofRecordings.newPredictor();
        ZooModel<byte[], byte[]> ofWindows = windows.loadModel();
        Predictor<byte[], byte[]> windowPredictor = ofWindows.newPredictor()) {
      assertClose(
          recordingPredictor.predict(recording).probabilities(),
          model.predict(recording).probabilities());
      EcgRecording tooShort = recording(1, Lead.STANDARD);
      assertThat(recordingPredictor.predict(tooShort)).isEqualTo(model.predict(tooShort));

      float[][] logits = model.logits(List.of(WindowCodec.decode(window)));
      Map<String, Double> expected =
          RecordingLogits.probabilities(
              MicroModel.TASK, RecordingLogits.aggregate(MicroModel.TASK, logits));
      for (byte[] answer : windowPredictor.batchPredict(List.of(window, window, window))) {
        JsonNode json = ModelJson.MAPPER.readTree(answer);
        assertThat(json.path("modelVersion").asText()).isEqualTo(model.version());
        Map<String, Double> actual = new LinkedHashMap<>();
        json.path("probabilities")
            .properties()
            .forEach(field -> actual.put(field.getKey(), field.getValue().asDouble()));
        assertClose(actual, expected);
      }
    }
  }

  private static void assertClose(Map<String, Double> actual, Map<String, Double> expected) {
    assertThat(actual.keySet()).containsExactlyElementsOf(expected.keySet());
    expected.forEach((name, p) -> assertThat(actual.get(name)).isCloseTo(p, within(1e-6)));
  }

  private static EcgTranslatorFactory overTheWire(EcgTranslatorFactory factory) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(factory);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (EcgTranslatorFactory) in.readObject();
    }
  }

  private static EcgRecording recording(int seconds, List<Lead> leads) {
    Random random = new Random(seconds);
    float[][] signal = new float[leads.size()][seconds * 250];
    for (float[] lead : signal) {
      for (int i = 0; i < lead.length; i++) {
        lead[i] =
            (float)
                (Math.exp(-50 * Math.pow(i % 200 / 200.0 - 0.4, 2)) + 0.1 * random.nextGaussian());
      }
    }
    return EcgRecording.ofSignal("r" + seconds, 250, leads, signal);
  }
}
