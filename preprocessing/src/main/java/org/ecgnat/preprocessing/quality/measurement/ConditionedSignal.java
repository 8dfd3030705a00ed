package org.ecgnat.preprocessing.quality.measurement;

import java.util.List;
import java.util.Optional;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * A recording without wander and noise, as it is measured.
 *
 * @param samplingRateHz samples a second and lead
 * @param leads names of the rows
 * @param values {@code (leads, samples)} in millivolts, or where {@code amplitude} says so in a
 *     unit of unknown size; NaN where missing; not copied
 * @param amplitude what the numbers mean
 */
public record ConditionedSignal(
    double samplingRateHz, List<Lead> leads, float[][] values, Amplitude amplitude) {

  /** Copies the list. */
  public ConditionedSignal {
    if (leads.size() != values.length) {
      throw new IllegalArgumentException(
          leads.size() + " lead names for " + values.length + " rows");
    }
    leads = List.copyOf(leads);
  }

  /** The samples of a lead, not a copy; empty where it is absent. */
  Optional<float[]> lead(Lead lead) {
    int row = leads.indexOf(lead);
    return row < 0 ? Optional.empty() : Optional.of(values[row]);
  }
}
