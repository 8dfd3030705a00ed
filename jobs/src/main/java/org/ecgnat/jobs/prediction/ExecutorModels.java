package org.ecgnat.jobs.prediction;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.model.artifact.EcgModel;

/** The models that this process has opened: each once, shared by all of its tasks. */
public final class ExecutorModels {
  private static final Map<String, EcgModel> OPEN = new ConcurrentHashMap<>();

  private ExecutorModels() {}

  /**
   * Opens a model, or returns it where this process has it open already.
   *
   * @throws UserException where the files are no sound model
   */
  public static EcgModel open(ModelFiles files) {
    return OPEN.computeIfAbsent(files.id(), id -> files.open());
  }
}
