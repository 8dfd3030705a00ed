package org.ecgnat.model.metrics;

/**
 * The figures of one class over its known recordings; NaN where undefined.
 *
 * @param name of the class
 * @param positives known recordings that have it
 * @param negatives known recordings that do not
 * @param threshold a score at or above it counts as yes
 * @param auroc area under the receiver operating characteristic
 * @param auprc average precision; a constant predictor has the prevalence
 * @param f1 at the threshold
 * @param sensitivity at the threshold
 * @param specificity at the threshold
 * @param brier mean squared error of the probability
 * @param ece expected calibration error, 15 bins
 */
public record ClassMetrics(
    String name,
    int positives,
    int negatives,
    double threshold,
    double auroc,
    double auprc,
    double f1,
    double sensitivity,
    double specificity,
    double brier,
    double ece) {

  static ClassMetrics of(String name, ClassColumn column, double threshold) {
    Ranking ranking = Ranking.of(column.scores(), column.positive());
    Confusion confusion = Confusion.of(column.scores(), column.positive(), threshold);
    int positives = confusion.truePositives() + confusion.falseNegatives();
    return new ClassMetrics(
        name,
        positives,
        column.scores().length - positives,
        threshold,
        ranking.auroc(),
        ranking.averagePrecision(),
        positives == 0 ? Double.NaN : confusion.f1(),
        confusion.sensitivity(),
        confusion.specificity(),
        Calibration.brier(column.scores(), column.positive()),
        Calibration.expectedError(column.scores(), column.positive()));
  }
}
