package org.ecgnat.jobs.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.List;

/**
 * Which recordings play which role. A recording that matches no role takes no part; {@code
 * reserved} wins over every other role, then {@code test}, {@code validation}, {@code train},
 * {@code pretraining}.
 *
 * @param name for people
 * @param train labelled training
 * @param validation choosing configurations
 * @param test reported figures
 * @param reserved used for nothing, pre-training included
 * @param pretraining seen without labels in addition to {@code train}
 */
public record Split(
    String name,
    List<Rule> train,
    List<Rule> validation,
    List<Rule> test,
    List<Rule> reserved,
    List<Rule> pretraining)
    implements Serializable {

  /** A part that a recording plays. */
  public enum Role {
    TRAIN,
    VALIDATION,
    TEST,
    RESERVED,
    PRETRAINING,
    NONE
  }

  /**
   * Matches where every stated list matches; an empty list matches everything.
   *
   * @param sources source names
   * @param folds folds 1–10; a recording in no fold matches only where none is stated
   */
  public record Rule(@JsonProperty List<String> sources, @JsonProperty List<Integer> folds)
      implements Serializable {

    /** Replaces absent lists. */
    public Rule {
      sources = sources == null ? List.of() : List.copyOf(sources);
      folds = folds == null ? List.of() : List.copyOf(folds);
    }

    boolean matches(String source, int fold) {
      return (sources.isEmpty() || sources.contains(source))
          && (folds.isEmpty() || folds.contains(fold));
    }
  }

  /** Replaces absent lists. */
  public Split {
    train = train == null ? List.of() : List.copyOf(train);
    validation = validation == null ? List.of() : List.copyOf(validation);
    test = test == null ? List.of() : List.copyOf(test);
    reserved = reserved == null ? List.of() : List.copyOf(reserved);
    pretraining = pretraining == null ? List.of() : List.copyOf(pretraining);
  }

  /** The role of a recording. */
  public Role role(String source, int fold) {
    if (any(reserved, source, fold)) {
      return Role.RESERVED;
    } else if (any(test, source, fold)) {
      return Role.TEST;
    } else if (any(validation, source, fold)) {
      return Role.VALIDATION;
    } else if (any(train, source, fold)) {
      return Role.TRAIN;
    } else if (any(pretraining, source, fold)) {
      return Role.PRETRAINING;
    }
    return Role.NONE;
  }

  private static boolean any(List<Rule> rules, String source, int fold) {
    return rules.stream().anyMatch(rule -> rule.matches(source, fold));
  }
}
