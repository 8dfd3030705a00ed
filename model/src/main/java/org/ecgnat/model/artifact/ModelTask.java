package org.ecgnat.model.artifact;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What a classifier answers.
 *
 * @param name such as {@code ptbxl-superclass}
 * @param kind how many classes a recording may have
 * @param classes in the order of the network's outputs
 * @param temperature divides the logits before sigmoid or softmax; 1 leaves them
 */
public record ModelTask(String name, Kind kind, List<OutputClass> classes, double temperature) {

  /** How many classes a recording may have. */
  public enum Kind {
    /** Exactly one: a softmax over the classes. */
    @JsonProperty("single-label")
    SINGLE_LABEL,
    /** Any number: a sigmoid a class. */
    @JsonProperty("multi-label")
    MULTI_LABEL
  }

  /** How the logits of a recording's windows become one. */
  public enum Aggregation {
    /** Their mean. */
    @JsonProperty("mean")
    MEAN,
    /** Their maximum, for paroxysmal classes. */
    @JsonProperty("max")
    MAX
  }

  /**
   * A class.
   *
   * @param name such as {@code MI}
   * @param aggregation over the windows of a recording
   * @param threshold of a multi-label task: the label is given from this probability on
   */
  public record OutputClass(String name, Aggregation aggregation, double threshold) {

    /** Checks the threshold. */
    public OutputClass {
      if (!(threshold >= 0 && threshold <= 1)) {
        throw new IllegalArgumentException("Threshold " + threshold + " of " + name);
      }
    }
  }

  /** Copies the list and checks the numbers. */
  public ModelTask {
    classes = List.copyOf(classes);
    if (classes.isEmpty()
        || classes.stream().map(OutputClass::name).distinct().count() < classes.size()) {
      throw new IllegalArgumentException("Task " + name + " needs classes of different names");
    }
    if (!(temperature > 0)) {
      throw new IllegalArgumentException("Temperature " + temperature + " is not positive");
    }
  }

  /** Class names in output order. */
  public List<String> classNames() {
    return classes.stream().map(OutputClass::name).toList();
  }
}
