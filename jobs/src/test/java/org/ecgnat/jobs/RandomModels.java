package org.ecgnat.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ecgnat.jobs.config.ConfigFiles;
import org.ecgnat.jobs.config.Task;
import org.ecgnat.model.Trainers;
import org.ecgnat.model.artifact.ModelDescription;
import org.ecgnat.model.artifact.ModelDirectory;
import org.ecgnat.model.artifact.ModelTask;
import org.ecgnat.model.artifact.Provenance;
import org.ecgnat.model.encoder.EcgNatConfig;
import org.ecgnat.model.training.Crops;
import org.ecgnat.model.training.Objective;
import org.ecgnat.model.training.OptimizerConfig;
import org.ecgnat.model.training.TrainerSpec;
import org.ecgnat.preprocessing.window.ConditioningRecipe;

/** Model directories with the weights that training would start from. */
public final class RandomModels {
  private static final EcgNatConfig ENCODER =
      new EcgNatConfig(12, 1000, 100, 16, List.of(1, 1, 1, 1), 5, List.of(1, 1, 1, 1), 16, 2, 0);

  private RandomModels() {}

  /** Writes a classifier for a shipped task and a shipped recipe of 10 s at 100 Hz. */
  public static void classifier(Path target, String task, ConditioningRecipe recipe)
      throws IOException {
    Task asked = ConfigFiles.load(Task.class, "tasks", task, List.of());
    ModelTask answers =
        new ModelTask(
            asked.name(),
            ModelTask.Kind.MULTI_LABEL,
            asked.classes().stream()
                .map(
                    one ->
                        new ModelTask.OutputClass(
                            one.name(),
                            ModelTask.Aggregation.valueOf(one.aggregation().name()),
                            0.5))
                .toList(),
            1);
    write(target, Optional.of(answers), recipe, asked.classNames());
  }

  /** Writes an encoder alone. */
  public static void encoder(Path target, ConditioningRecipe recipe) throws IOException {
    write(target, Optional.empty(), recipe, List.of("unused"));
  }

  private static void write(
      Path target, Optional<ModelTask> task, ConditioningRecipe recipe, List<String> classes)
      throws IOException {
    TrainerSpec spec =
        new TrainerSpec(
            ENCODER,
            new Objective.Classification(
                classes,
                true,
                0,
                0.1,
                "jaccard",
                8,
                0,
                new Objective.Augmentation(1, 0, 0, 0, 0, 0),
                Crops.NONE),
            new OptimizerConfig("adamw", 1e-3, 0, 0.9, 0.999, 1e-8, 0, 0, 1, 1, 1, 1),
            5);
    ModelDirectory.write(
        target,
        new ModelDescription(
            "random",
            ENCODER,
            task,
            Crops.NONE,
            recipe,
            new Provenance("2026-01-01T00:00:00Z", "none", 0, Map.of(), Map.of(), Map.of()),
            Map.of()),
        Trainers.layout(spec),
        Trainers.initialWeights(spec));
  }
}
