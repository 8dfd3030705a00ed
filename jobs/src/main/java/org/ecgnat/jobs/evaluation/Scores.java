package org.ecgnat.jobs.evaluation;

import java.util.List;

/**
 * The figures of a set of recordings: all of them, or those of one source. Macro means run over the
 * classes that are {@linkplain ClassScores#scored() scored}; NaN where there is none.
 *
 * @param recordings recordings with at least one assessed class
 * @param patients distinct patients among them; recordings without a patient count one each
 * @param classesScored classes in the macro means
 * @param macroAuroc mean over classes
 * @param macroAuprc mean over classes
 * @param macroAuprcTrivial mean share of positives: what a guesser reaches
 * @param macroF1 mean over classes
 * @param macroSensitivity mean over classes
 * @param macroSpecificity mean over classes
 * @param elementAccuracy share of right yes/no answers over all assessed (recording, class) pairs
 * @param elementAccuracyAllNegative the same for the answer "no" everywhere
 * @param exactMatch share of recordings with every assessed class right
 * @param exactMatchMostFrequentSet the same for the constant answer that is right most often here
 * @param classes per class, in the task's order
 */
public record Scores(
    int recordings,
    int patients,
    int classesScored,
    double macroAuroc,
    double macroAuprc,
    double macroAuprcTrivial,
    double macroF1,
    double macroSensitivity,
    double macroSpecificity,
    double elementAccuracy,
    double elementAccuracyAllNegative,
    double exactMatch,
    double exactMatchMostFrequentSet,
    List<ClassScores> classes) {

  /** Copies the list. */
  public Scores {
    classes = List.copyOf(classes);
  }
}
