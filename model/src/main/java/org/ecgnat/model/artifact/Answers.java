package org.ecgnat.model.artifact;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ecgnat.model.artifact.ModelTask.OutputClass;
import org.ecgnat.preprocessing.quality.QualityFinding;

/** Turns logits into the predictions of one model. */
final class Answers {

  private final ModelTask task;
  private final String modelId;
  private final String modelVersion;
  private final String recipeHash;
  private final Map<String, Double> thresholds = new LinkedHashMap<>();

  /**
   * For a model.
   *
   * @throws IllegalStateException where it is an encoder alone
   */
  Answers(ModelDirectory directory) {
    ModelDescription description = directory.description();
    task = description.requireTask();
    modelId = description.id();
    modelVersion = directory.version();
    recipeHash = description.recipe().hash();
    for (OutputClass output : task.classes()) {
      thresholds.put(output.name(), output.threshold());
    }
  }

  /**
   * The prediction for a recording.
   *
   * @param logits {@code (windows, classes)}; not looked at where the recording has no windows
   */
  Prediction of(String recordKey, ConditionedRecording recording, float[][] logits) {
    return recording.windows().isEmpty()
        ? prediction(recordKey, Map.of(), List.of(), 0, recording.quality(), recording.reason())
        : answered(recordKey, logits, recording.quality());
  }

  /**
   * The prediction for a window of which no recording is known.
   *
   * @param logits {@code (classes)}
   */
  Prediction ofWindow(float[] logits) {
    float[][] windows = {logits};
    return answered("", windows, List.of());
  }

  private Prediction answered(String recordKey, float[][] logits, List<QualityFinding> quality) {
    Map<String, Double> probabilities =
        RecordingLogits.probabilities(task, RecordingLogits.aggregate(task, logits));
    List<String> labels = RecordingLogits.labels(task, probabilities);
    return prediction(recordKey, probabilities, labels, logits.length, quality, "");
  }

  private Prediction prediction(
      String recordKey,
      Map<String, Double> probabilities,
      List<String> labels,
      int windows,
      List<QualityFinding> quality,
      String reason) {
    return new Prediction(
        recordKey,
        modelId,
        modelVersion,
        recipeHash,
        probabilities,
        labels,
        thresholds,
        windows,
        quality,
        windows == 0,
        reason);
  }
}
