package org.ecgnat.preprocessing.format.hdf5;

import java.io.Serializable;
import java.util.List;
import org.ecgnat.preprocessing.format.DeclaredUnit;

/**
 * Where a source's HDF5 files hold exams: {@code hdf5:} in its file. Absent keys take the value
 * that is given here, which is CODE-15%'s but for the unit: the data set states none.
 *
 * @param keys path of the data set {@code (exams)} of identifiers; {@code exam_id} where absent
 * @param tracings path of the data set {@code (exams, samples, leads)}; {@code tracings} where
 *     absent
 * @param leads names in the order of the last dimension; the twelve in their usual order where
 *     absent. What is no standard lead is skipped
 * @param samplingRateHz samples a second; 400 where absent
 * @param unit {@code uV}, {@code mV} or {@code V}
 * @param unitsPerMillivolt instead of {@code unit}, how many units make a millivolt
 * @param baseline the number that stands for 0 mV; 0 where absent
 */
public record Hdf5Layout(
    String keys,
    String tracings,
    List<String> leads,
    Double samplingRateHz,
    String unit,
    Double unitsPerMillivolt,
    Double baseline)
    implements Serializable {

  /** As CODE-15% stores exams; the size of its unit is unknown. */
  public static final Hdf5Layout CODE = new Hdf5Layout(null, null, null, null, null, null, null);

  private static final double CODE_RATE_HZ = 400;

  /**
   * Replaces what is absent.
   *
   * @throws IllegalArgumentException for values that make no layout
   */
  public Hdf5Layout {
    keys = keys == null ? "exam_id" : keys;
    tracings = tracings == null ? "tracings" : tracings;
    leads =
        leads == null
            ? List.of("I", "II", "III", "aVR", "aVL", "aVF", "V1", "V2", "V3", "V4", "V5", "V6")
            : List.copyOf(leads);
    samplingRateHz = samplingRateHz == null ? CODE_RATE_HZ : samplingRateHz;
    unit = unit == null ? "" : unit;
    unitsPerMillivolt = unitsPerMillivolt == null ? 0 : unitsPerMillivolt;
    baseline = baseline == null ? 0 : baseline;
    if (leads.isEmpty() || keys.isEmpty() || tracings.isEmpty()) {
      throw new IllegalArgumentException("hdf5.keys, tracings and leads must not be empty");
    }
    if (!(samplingRateHz > 0) || Double.isInfinite(samplingRateHz)) {
      throw new IllegalArgumentException("hdf5.samplingRateHz must be a positive number");
    }
    DeclaredUnit.of(unit, unitsPerMillivolt, baseline);
  }

  /** What the numbers mean. */
  public DeclaredUnit declaredUnit() {
    return DeclaredUnit.of(unit, unitsPerMillivolt, baseline);
  }
}
