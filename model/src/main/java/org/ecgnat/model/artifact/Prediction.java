package org.ecgnat.model.artifact;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ecgnat.preprocessing.quality.QualityFinding;

/**
 * What a model says about a recording.
 *
 * @param recordKey the recording
 * @param modelId the model's name
 * @param modelVersion the first 12 hexadecimal digits of its weights' SHA-256
 * @param recipeHash of the conditioning
 * @param probabilities by class in the task's order; empty where the model abstains
 * @param labels the classes given
 * @param thresholds by class
 * @param windows how many went into the answer
 * @param quality findings of the recording and of all windows
 * @param abstained whether there is no answer
 * @param reason why there is none; empty otherwise
 */
public record Prediction(
    String recordKey,
    String modelId,
    String modelVersion,
    String recipeHash,
    Map<String, Double> probabilities,
    List<String> labels,
    Map<String, Double> thresholds,
    int windows,
    List<QualityFinding> quality,
    boolean abstained,
    String reason) {

  /** Copies lists and maps, keeping their order. */
  public Prediction {
    probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
    thresholds = Collections.unmodifiableMap(new LinkedHashMap<>(thresholds));
    labels = List.copyOf(labels);
    quality = List.copyOf(quality);
  }
}
