package org.ecgnat.jobs.evaluation;

import java.util.List;

/**
 * How well a linear classifier tells from a recording's embedding which source it comes from: an
 * encoder that looks at devices or filters instead of hearts gives itself away here.
 *
 * @param sources those that were told apart
 * @param recordings how many, at most {@link SourceGuesser#MOST} a source
 * @param auroc macro AUROC of one source against the others, on recordings of patients that the
 *     classifier has not seen; 0.5 where the embedding says nothing
 */
public record SourceGuess(List<String> sources, int recordings, double auroc) {

  /** Copies the list. */
  public SourceGuess {
    sources = List.copyOf(sources);
  }
}
