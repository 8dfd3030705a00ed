package org.ecgnat.model.artifact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ecgnat.model.artifact.ModelTask.Aggregation;
import org.ecgnat.model.artifact.ModelTask.Kind;
import org.ecgnat.model.artifact.ModelTask.OutputClass;

/** From the logits of a recording's windows to probabilities and labels. */
public final class RecordingLogits {

  private RecordingLogits() {}

  /**
   * One logit a class, by each class's own aggregation.
   *
   * @param windows {@code (windows, classes)}, at least one window
   * @return {@code (classes)}
   */
  public static double[] aggregate(ModelTask task, float[][] windows) {
    double[] logits = new double[task.classes().size()];
    for (int c = 0; c < logits.length; c++) {
      double sum = 0;
      double largest = Double.NEGATIVE_INFINITY;
      for (float[] window : windows) {
        sum += window[c];
        largest = Math.max(largest, window[c]);
      }
      boolean mean = task.classes().get(c).aggregation() == Aggregation.MEAN;
      logits[c] = mean ? sum / windows.length : largest;
    }
    return logits;
  }

  /**
   * Sigmoid or softmax of the logits over the temperature.
   *
   * @param logits {@code (classes)}
   * @return probability by class name, in the task's order
   */
  public static Map<String, Double> probabilities(ModelTask task, double[] logits) {
    double[] scaled = Arrays.stream(logits).map(logit -> logit / task.temperature()).toArray();
    double largest = Arrays.stream(scaled).max().orElse(0);
    double sum = Arrays.stream(scaled).map(logit -> Math.exp(logit - largest)).sum();
    Map<String, Double> probabilities = new LinkedHashMap<>();
    for (int c = 0; c < scaled.length; c++) {
      double probability =
          switch (task.kind()) {
            case SINGLE_LABEL -> Math.exp(scaled[c] - largest) / sum;
            case MULTI_LABEL -> 1 / (1 + Math.exp(-scaled[c]));
          };
      probabilities.put(task.classes().get(c).name(), probability);
    }
    return probabilities;
  }

  /** The labels given: the most probable class, or every class from its threshold on. */
  public static List<String> labels(ModelTask task, Map<String, Double> probabilities) {
    if (task.kind() == Kind.SINGLE_LABEL) {
      return probabilities.entrySet().stream()
          .max(Map.Entry.comparingByValue())
          .map(entry -> List.of(entry.getKey()))
          .orElse(List.of());
    }
    List<String> labels = new ArrayList<>();
    for (OutputClass output : task.classes()) {
      if (probabilities.get(output.name()) >= output.threshold()) {
        labels.add(output.name());
      }
    }
    return labels;
  }
}
