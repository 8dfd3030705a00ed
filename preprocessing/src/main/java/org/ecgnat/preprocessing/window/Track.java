package org.ecgnat.preprocessing.window;

import java.util.List;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * A lead on its way: as recorded, and conditioned over the whole recording.
 *
 * @param lead which
 * @param sources the two stored leads that it was derived from; empty where it is stored itself
 * @param raw {@code (samples)} at the recording's rate, NaN where missing
 * @param values {@code (samples)} filtered, at the recipe's rate; empty where nothing was recorded
 * @param invalid {@code (samples)} at the recipe's rate, true where missing samples had a part;
 *     empty where none is missing
 */
record Track(Lead lead, List<Lead> sources, float[] raw, double[] values, boolean[] invalid) {

  /** Whether something was recorded and no sample is missing. */
  boolean isComplete() {
    return values.length > 0 && invalid.length == 0;
  }

  boolean isValid(int sample) {
    return invalid.length == 0 || !invalid[sample];
  }
}
