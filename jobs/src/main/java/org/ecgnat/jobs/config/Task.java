package org.ecgnat.jobs.config;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ecgnat.preprocessing.recording.Label;

/**
 * How the facts that sources state become classes.
 *
 * @param name for people and for {@code model.json}
 * @param kind single-label (softmax) or multi-label (a sigmoid a class)
 * @param classes in the order of the network's outputs
 * @param assessed source name → names of the classes that its annotators assessed; a class that a
 *     source does not list is unknown there. A source that is not a key assessed nothing.
 * @param requireAny leave out recordings without any class of the task
 */
public record Task(
    String name,
    Kind kind,
    List<TaskClass> classes,
    Map<String, List<String>> assessed,
    boolean requireAny)
    implements Serializable {

  /** How many classes a recording may have. */
  public enum Kind {
    SINGLE_LABEL,
    MULTI_LABEL
  }

  /** How the windows of a recording become one answer. */
  public enum Aggregation {
    MEAN,
    MAX
  }

  /**
   * A class.
   *
   * @param name such as {@code MI}
   * @param codes any of these makes it present
   * @param minimumLikelihoodPercent labels below count as absent; a label without likelihood counts
   * @param aggregation mean of logits, or max for paroxysmal classes
   */
  public record TaskClass(
      String name, List<Code> codes, double minimumLikelihoodPercent, Aggregation aggregation)
      implements Serializable {

    /** Replaces an absent aggregation by the mean. */
    public TaskClass {
      codes = List.copyOf(codes);
      aggregation = aggregation == null ? Aggregation.MEAN : aggregation;
    }
  }

  /**
   * A code of a code system.
   *
   * @param system such as {@code scp}
   * @param code such as {@code IMI}
   */
  public record Code(String system, String code) implements Serializable {}

  /**
   * The classes of a recording.
   *
   * @param present {@code (classes)}, 1 where present
   * @param known {@code (classes)}, 1 where assessed
   */
  public record Targets(float[] present, float[] known) implements Serializable {}

  /** Copies the lists. */
  public Task {
    classes = List.copyOf(classes);
    assessed = Map.copyOf(assessed);
  }

  /** Class names in output order. */
  public List<String> classNames() {
    return classes.stream().map(TaskClass::name).toList();
  }

  /**
   * The targets of a recording.
   *
   * @return empty where the source assessed none of the classes, or none is present and {@code
   *     requireAny} holds
   */
  public Optional<Targets> targets(String source, List<Label> labels) {
    List<String> assessedHere = assessed.getOrDefault(source, List.of());
    float[] present = new float[classes.size()];
    float[] known = new float[classes.size()];
    boolean anyKnown = false;
    boolean anyPresent = false;
    for (int c = 0; c < present.length; c++) {
      TaskClass taskClass = classes.get(c);
      if (assessedHere.contains(taskClass.name())) {
        known[c] = 1;
        anyKnown = true;
        if (labels.stream().anyMatch(label -> makes(taskClass, label))) {
          present[c] = 1;
          anyPresent = true;
        }
      }
    }
    return anyKnown && (anyPresent || !requireAny)
        ? Optional.of(new Targets(present, known))
        : Optional.empty();
  }

  private static boolean makes(TaskClass taskClass, Label label) {
    return !label.certainty().equals("absent")
        && !(label.likelihoodPercent() < taskClass.minimumLikelihoodPercent())
        && taskClass.codes().contains(new Code(label.system(), label.code()));
  }
}
