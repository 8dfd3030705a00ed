package org.ecgnat.model.artifact;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ecgnat.model.encoder.EncoderConfig;
import org.ecgnat.model.training.Crops;
import org.ecgnat.preprocessing.window.ConditioningRecipe;

/**
 * What {@code model.json} says.
 *
 * @param id the model's name in prediction rows
 * @param encoder the architecture
 * @param task what it answers; empty for an encoder alone
 * @param crops pieces of a window that it looks at
 * @param recipe how recordings become the windows that it expects
 * @param provenance where it comes from
 * @param metrics what was measured, by name; the name says on what
 */
public record ModelDescription(
    String id,
    EncoderConfig encoder,
    Optional<ModelTask> task,
    Crops crops,
    ConditioningRecipe recipe,
    Provenance provenance,
    Map<String, Double> metrics) {

  /** Copies the map and checks that recipe and architecture fit. */
  public ModelDescription {
    metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
    if (recipe.windowSamples() != encoder.samples()
        || recipe.samplingRateHz() != encoder.samplingRateHz()) {
      throw new IllegalArgumentException(
          "Recipe %s makes windows of %d samples at %s Hz, the encoder takes %d at %s Hz"
              .formatted(
                  recipe.name(),
                  recipe.windowSamples(),
                  recipe.samplingRateHz(),
                  encoder.samples(),
                  encoder.samplingRateHz()));
    }
  }

  /**
   * The task of a classifier.
   *
   * @throws IllegalStateException where the model is an encoder alone
   */
  public ModelTask requireTask() {
    return task.orElseThrow(
        () ->
            new IllegalStateException(
                "Model " + id + " is an encoder alone and classifies nothing: fine-tune it first"));
  }
}
