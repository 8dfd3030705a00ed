package org.ecgnat.model.metrics;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The order of scores, kept so that areas under the receiver operating characteristic of many
 * resamples of the same examples take one pass each.
 */
final class WeightedRanking {
  /** Examples by rising score. */
  private final int[] order;

  /** Whether the example at a place of the order is positive. */
  private final boolean[] positive;

  /** Whether the example at a place has the score of the one before. */
  private final boolean[] tied;

  /**
   * Ranks scores.
   *
   * @param examples that take part, as indices into the other arrays
   * @param scores of all examples, none of them NaN
   * @param truth whether each is positive
   */
  WeightedRanking(int[] examples, double[] scores, boolean[] truth) {
    order =
        IntStream.of(examples)
            .boxed()
            .sorted(Comparator.comparingDouble(example -> scores[example] + 0.0))
            .mapToInt(Integer::intValue)
            .toArray();
    positive = new boolean[order.length];
    tied = new boolean[order.length];
    for (int i = 0; i < order.length; i++) {
      positive[i] = truth[order[i]];
      tied[i] = i > 0 && scores[order[i]] == scores[order[i - 1]];
    }
  }

  /**
   * The area where each example counts several times or not at all; ties count half.
   *
   * @param counts how often each example counts
   * @return NaN without a positive or without a negative
   */
  double auroc(int[] counts) {
    double won = 0;
    long below = 0;
    long positives = 0;
    for (int i = 0; i < order.length; ) {
      long positivesHere = 0;
      long negativesHere = 0;
      do {
        int count = counts[order[i]];
        positivesHere += positive[i] ? count : 0;
        negativesHere += positive[i] ? 0 : count;
        i++;
      } while (i < order.length && tied[i]);
      won += positivesHere * (below + negativesHere / 2.0);
      below += negativesHere;
      positives += positivesHere;
    }
    return won / ((double) positives * below);
  }
}
