package org.ecgnat.jobs.training;

import org.ecgnat.jobs.cli.UserException;

/**
 * How many labelled recordings fine-tuning may use. Which ones depends on the seed and the
 * recordings' names alone: they are ordered by SHA-256 of {@code seed|source|record key}, and the
 * first are taken. So a larger budget of the same seed contains the smaller.
 */
public sealed interface LabelBudget {

  /**
   * So many recordings.
   *
   * @param recordings at least 1
   */
  record Count(int recordings) implements LabelBudget {
    @Override
    public long wanted(int available) {
      return recordings;
    }
  }

  /**
   * A part of the labelled recordings for training.
   *
   * @param part above 0, at most 1
   */
  record Fraction(double part) implements LabelBudget {
    /** Checks the part. */
    public Fraction {
      if (!(part > 0 && part <= 1)) {
        throw UserException.usage(
            "Cannot use --label-fraction " + part + ": give more than 0 and at most 1");
      }
    }

    @Override
    public long wanted(int available) {
      return Math.max(1, Math.round(part * available));
    }
  }

  /** Recordings that it asks for. */
  long wanted(int available);

  /**
   * How many of those that there are.
   *
   * @throws UserException where there are fewer than asked for
   */
  default int of(int available) {
    long wanted = wanted(available);
    if (available == 0) {
      throw new UserException(
          "Cannot fine-tune: no recording for training has a label of this task; check that task"
              + " and split name the sources of this corpus (ecgnat corpus lists them)");
    }
    if (wanted < 1 || wanted > available) {
      throw new UserException(
          "Cannot fine-tune on "
              + wanted
              + " labelled recordings: the split has "
              + available
              + " for training; give a --label-count between 1 and that");
    }
    return (int) wanted;
  }
}
