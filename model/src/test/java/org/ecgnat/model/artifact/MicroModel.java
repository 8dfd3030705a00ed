package org.ecgnat.model.artifact;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ecgnat.model.artifact.ModelTask.Aggregation;
import org.ecgnat.model.artifact.ModelTask.OutputClass;
import org.ecgnat.model.training.Crops;
import org.ecgnat.model.training.MicroNetworks;
import org.ecgnat.model.training.TrainerSpec;
import org.ecgnat.preprocessing.recording.EcgRecording.Band;
import org.ecgnat.preprocessing.window.ConditioningRecipe;
import org.ecgnat.preprocessing.window.ConditioningRecipe.FindingsPolicy;
import org.ecgnat.preprocessing.window.Standardisation;

/** A model small enough for tests of files. */
final class MicroModel {

  static final ModelTask TASK =
      new ModelTask(
          "ptbxl-superclass",
          ModelTask.Kind.MULTI_LABEL,
          List.of(
              new OutputClass("NORM", Aggregation.MEAN, 0.5),
              new OutputClass("MI", Aggregation.MAX, 0.4),
              new OutputClass("STTC", Aggregation.MEAN, 0.5)),
          1.5);

  static final ConditioningRecipe RECIPE =
      new ConditioningRecipe(
          "micro",
          new Band(0.5, 40),
          4,
          3,
          100,
          2.56,
          2.56,
          1.28,
          Standardisation.PER_LEAD,
          15,
          new FindingsPolicy(0.5, 1));

  private MicroModel() {}

  static TrainerSpec classifierSpec() {
    return MicroNetworks.classification(TASK.classNames());
  }

  static TrainerSpec reconstructionSpec() {
    return MicroNetworks.reconstruction();
  }

  static ModelDescription description(Optional<ModelTask> task) {
    return new ModelDescription(
        "micro",
        MicroNetworks.ENCODER,
        task,
        Crops.NONE,
        RECIPE,
        new Provenance(
            "2026-11-22T12:00:00Z",
            "table",
            7,
            Map.of("run", 3L),
            Map.of("djl", "0.35.1"),
            Map.of("optimizer", Map.of("learningRate", 0.001))),
        Map.of("validation.macroAuroc", 0.8765));
  }
}
