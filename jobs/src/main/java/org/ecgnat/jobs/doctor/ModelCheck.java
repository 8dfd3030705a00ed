package org.ecgnat.jobs.doctor;

import org.apache.hadoop.conf.Configuration;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.prediction.ExecutorModels;
import org.ecgnat.jobs.prediction.ModelFiles;
import org.ecgnat.model.artifact.EcgModel;
import org.ecgnat.model.artifact.ModelTask;

/** Checks a model directory. */
public final class ModelCheck {
  private ModelCheck() {}

  /**
   * Checks names, sizes and checksums, and loads the network.
   *
   * @param directory any Hadoop path
   */
  public static Finding model(String directory) {
    try {
      EcgModel model = ExecutorModels.open(ModelFiles.read(new Configuration(), directory));
      String task =
          model
              .description()
              .task()
              .map(ModelCheck::describe)
              .orElse("an encoder alone, which classifies nothing");
      return Finding.ok(
          "model",
          model.description().id() + " " + model.version() + ", " + task + ", of " + directory);
    } catch (UserException e) {
      return Finding.fail("model", e.getMessage(), "copy the model directory again, all of it");
    }
  }

  private static String describe(ModelTask task) {
    return "task " + task.name() + " with " + task.classes().size() + " classes";
  }
}
