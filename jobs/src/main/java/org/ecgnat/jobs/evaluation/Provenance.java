package org.ecgnat.jobs.evaluation;

import java.util.List;

/**
 * What a set of figures was made from.
 *
 * @param modelId the model's name
 * @param modelVersion the model's version
 * @param corpus the corpus's path
 * @param corpusTableId Delta's id of the windows table
 * @param corpusVersion its version
 * @param recipeHash hash of the conditioning recipe that model and corpus share
 * @param task the task's name
 * @param split the split's name
 * @param splitHash SHA-256 of the split file
 * @param role the part of the split that was scored
 * @param sources the sources scored
 * @param codeVersion version of this program, with its commit where the build recorded one
 * @param created when, ISO 8601 in UTC
 */
public record Provenance(
    String modelId,
    String modelVersion,
    String corpus,
    String corpusTableId,
    long corpusVersion,
    String recipeHash,
    String task,
    String split,
    String splitHash,
    String role,
    List<String> sources,
    String codeVersion,
    String created) {

  /** Copies the list. */
  public Provenance {
    sources = List.copyOf(sources);
  }
}
