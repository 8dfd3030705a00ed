package org.ecgnat.jobs.prediction;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.model.artifact.EcgModel;
import org.ecgnat.model.artifact.ModelTask;
import org.ecgnat.model.artifact.ModelTask.OutputClass;

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

  /** Class → threshold, in the task's order. */
  public static Map<String, Double> thresholds(ModelTask task) {
    Map<String, Double> thresholds = new LinkedHashMap<>();
    for (OutputClass output : task.classes()) {
      thresholds.put(output.name(), output.threshold());
    }
    return thresholds;
  }
}
