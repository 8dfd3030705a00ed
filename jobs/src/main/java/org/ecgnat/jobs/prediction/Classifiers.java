package org.ecgnat.jobs.prediction;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.model.artifact.EcgModel;
import org.ecgnat.model.artifact.ModelTask;
import org.ecgnat.model.artifact.ModelTask.OutputClass;
import org.ecgnat.model.artifact.Prediction;
import org.ecgnat.model.artifact.RecordingLogits;
import org.ecgnat.preprocessing.quality.QualityFinding;

/** What jobs ask of a model that shall classify. */
public final class Classifiers {
  private Classifiers() {}

  /**
   * The model's task.
   *
   * @param directory for the message
   * @throws UserException where the model is an encoder alone
   */
  public static ModelTask task(String directory, EcgModel model) {
    return model
        .description()
        .task()
        .orElseThrow(
            () ->
                new UserException(
                    "Cannot classify with model "
                        + directory
                        + ": it is an encoder alone; fine-tune it first with ecgnat finetune"));
  }

  /**
   * The answer for a recording, or that there is none.
   *
   * @param logits {@code (windows, classes)} in order of time; no window where the recording cannot
   *     be used
   * @param quality findings of all windows
   * @param reason why there are no windows; empty where there are
   */
  public static Prediction prediction(
      EcgModel model,
      String recordKey,
      float[][] logits,
      List<QualityFinding> quality,
      String reason) {
    ModelTask task = model.description().requireTask();
    boolean abstained = logits.length == 0;
    Map<String, Double> probabilities =
        abstained
            ? Map.of()
            : RecordingLogits.probabilities(task, RecordingLogits.aggregate(task, logits));
    return new Prediction(
        recordKey,
        model.description().id(),
        model.version(),
        model.description().recipe().hash(),
        probabilities,
        abstained ? List.of() : RecordingLogits.labels(task, probabilities),
        thresholds(task),
        logits.length,
        quality,
        abstained,
        reason);
  }

  /** Class → threshold, in the task's order. */
  private static Map<String, Double> thresholds(ModelTask task) {
    Map<String, Double> thresholds = new LinkedHashMap<>();
    for (OutputClass output : task.classes()) {
      thresholds.put(output.name(), output.threshold());
    }
    return thresholds;
  }
}
