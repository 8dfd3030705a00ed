package org.ecgnat.model.artifact;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ecgnat.model.classification.EcgClassifier;
import org.ecgnat.model.encoder.EncoderConfig;
import org.ecgnat.model.layers.Pass;
import org.ecgnat.model.training.Autograd;
import org.ecgnat.preprocessing.codec.DecodedWindow;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * A model in use: from raw recordings to predictions in any JVM. Thread-safe: threads share the
 * weights and wait for nobody.
 */
public final class EcgModel implements AutoCloseable {

  /** Windows that pass through the network at once: enough to fill it, few enough for memory. */
  private static final int BATCH = 32;

  private final ModelDirectory directory;
  private final EncoderConfig encoder;
  private final NDManager manager;
  private final EcgClassifier classifier;
  private final Pass pass = Pass.overFixedArrays();

  /**
   * What the network says of windows.
   *
   * @param embeddings {@code (windows, features)}
   * @param logits {@code (windows, classes)}
   */
  public record Outputs(float[][] embeddings, float[][] logits) {}

  private EcgModel(ModelDirectory directory, NDManager manager) throws IOException {
    this.directory = directory;
    this.manager = manager;
    encoder = directory.description().encoder();
    classifier = ServingNetwork.load(directory, manager);
    // makes the network's constants, so that threads find them ready
    int values = encoder.leads() * encoder.samples();
    embeddings(
        List.of(
            new DecodedWindow(
                (float) encoder.samplingRateHz(), encoder.samples(), 0, true, new float[values])));
  }

  /**
   * Opens a model directory and checks all of it.
   *
   * @throws ModelFormatException where something in it is missing, changed, foreign or newer
   */
  public static EcgModel open(Path path) throws IOException {
    ModelDirectory directory = ModelDirectory.open(path);
    NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    try {
      return new EcgModel(directory, manager);
    } catch (IOException | RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** What {@code model.json} says. */
  public ModelDescription description() {
    return directory.description();
  }

  /** The first 12 hexadecimal digits of the SHA-256 of the weights' file. */
  public String version() {
    return directory.version();
  }

  /**
   * The logits of windows that were conditioned by the model's recipe.
   *
   * @return {@code (windows, classes)}
   * @throws IllegalStateException where the model is an encoder alone
   */
  public float[][] logits(List<DecodedWindow> windows) {
    description().requireTask();
    List<float[]> logits = new ArrayList<>();
    look(windows, features -> addRows(classifier.logits(features, pass), logits));
    return logits.toArray(float[][]::new);
  }

  /**
   * The pooled and normalised features of windows that were conditioned by the model's recipe: mean
   * and maximum over the tokens of each stage.
   *
   * @return {@code (windows, features)}
   */
  public float[][] embeddings(List<DecodedWindow> windows) {
    List<float[]> embeddings = new ArrayList<>();
    look(windows, features -> addRows(features, embeddings));
    return embeddings.toArray(float[][]::new);
  }

  /**
   * Embeddings and logits of the same windows, in one pass.
   *
   * @throws IllegalStateException where the model is an encoder alone
   */
  public Outputs outputs(List<DecodedWindow> windows) {
    description().requireTask();
    List<float[]> embeddings = new ArrayList<>();
    List<float[]> logits = new ArrayList<>();
    look(
        windows,
        features -> {
          addRows(features, embeddings);
          addRows(classifier.logits(features, pass), logits);
        });
    return new Outputs(embeddings.toArray(float[][]::new), logits.toArray(float[][]::new));
  }

  /**
   * Conditions a raw recording and classifies it. A recording that cannot be conditioned gets a
   * prediction that abstains and says why.
   *
   * @throws IllegalStateException where the model is an encoder alone
   */
  public Prediction predict(EcgRecording recording) {
    Answers answers = new Answers(directory);
    ConditionedRecording conditioned = ConditionedRecording.of(recording, description().recipe());
    return answers.of(recording.recordKey(), conditioned, logits(conditioned.windows()));
  }

  /** Shows the pooled features of windows, batch by batch; they are gone afterwards. */
  private void look(List<DecodedWindow> windows, Consumer<NDArray> eye) {
    for (int first = 0; first < windows.size(); first += BATCH) {
      List<DecodedWindow> batch = windows.subList(first, Math.min(first + BATCH, windows.size()));
      try (NDManager work = manager.newSubManager()) {
        Autograd.withoutRecording(
            () -> {
              eye.accept(features(work, batch));
              return null;
            });
      }
    }
  }

  private static void addRows(NDArray values, List<float[]> rows) {
    float[] all = values.toFloatArray();
    int count = Math.toIntExact(values.getShape().get(0));
    int width = all.length / count;
    for (int i = 0; i < count; i++) {
      rows.add(Arrays.copyOfRange(all, i * width, (i + 1) * width));
    }
  }

  private NDArray features(NDManager work, List<DecodedWindow> windows) {
    int all = (1 << Lead.COUNT) - 1;
    NDList inputs = ServingNetwork.inputs(work, encoder, windows);
    boolean complete = windows.stream().allMatch(window -> window.leadMask() == all);
    Optional<NDArray> present = complete ? Optional.empty() : Optional.of(inputs.get(1));
    return classifier.features(inputs.get(0), present, pass);
  }

  @Override
  public void close() {
    manager.close();
  }
}
