package org.ecgnat.model.metrics;

import java.util.List;

/**
 * The figures of a multi-label classifier. Averages over classes leave out classes for which the
 * figure is undefined; NaN where that is every class.
 *
 * @param recordings with at least one known class
 * @param macroAuroc mean over classes
 * @param macroAuprc mean over classes
 * @param macroF1 mean over classes, at their thresholds
 * @param elementAccuracy part of the known cells that are decided rightly
 * @param subsetAccuracy part of the recordings of which every known cell is decided rightly
 * @param allNegativeElementAccuracy element accuracy of saying no to everything: never show the
 *     accuracy without it
 * @param mostFrequentSetAccuracy subset accuracy of always giving the one set of labels that fits
 *     most recordings: never show the subset accuracy without it
 * @param classes in the task's order
 * @param notes what was left out, for people
 */
public record MetricsReport(
    int recordings,
    double macroAuroc,
    double macroAuprc,
    double macroF1,
    double elementAccuracy,
    double subsetAccuracy,
    double allNegativeElementAccuracy,
    double mostFrequentSetAccuracy,
    List<ClassMetrics> classes,
    List<String> notes) {

  /** Copies the lists. */
  public MetricsReport {
    classes = List.copyOf(classes);
    notes = List.copyOf(notes);
  }
}
