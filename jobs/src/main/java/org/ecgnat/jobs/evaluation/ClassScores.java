package org.ecgnat.jobs.evaluation;

/**
 * The figures of one class, over the recordings in which it was assessed. NaN, which {@code
 * metrics.json} writes as null, where a figure is not defined.
 *
 * @param name the class
 * @param known recordings in which it was assessed
 * @param positives of those, the recordings that have it
 * @param threshold a probability from here on counts as positive
 * @param auroc area under the receiver operating characteristic, ties count half
 * @param auprc average precision: precision summed over the steps of recall, without interpolation
 * @param f1 harmonic mean of precision and sensitivity at the threshold
 * @param sensitivity positives found at the threshold
 * @param specificity negatives left alone at the threshold
 * @param brier mean squared error of the probability
 * @param calibrationError expected calibration error over {@link Curves#CALIBRATION_BINS} bins of
 *     equal width
 * @param scored whether the class counts in the macro means: it needs a positive and a negative
 * @param fewPositives fewer than {@link #FEW} positives: read its figures with care
 */
public record ClassScores(
    String name,
    int known,
    int positives,
    double threshold,
    double auroc,
    double auprc,
    double f1,
    double sensitivity,
    double specificity,
    double brier,
    double calibrationError,
    boolean scored,
    boolean fewPositives) {

  /** Below so many positives a class is flagged. */
  public static final int FEW = 10;

  /** What a guesser without knowledge reaches as AUPRC: the share of positives. */
  public double prevalence() {
    return known == 0 ? Double.NaN : (double) positives / known;
  }
}
