package org.ecgnat.preprocessing.format.matlab;

import java.io.Serializable;
import java.util.List;
import org.ecgnat.preprocessing.format.DeclaredUnit;
import org.ecgnat.preprocessing.format.FileNames;

/**
 * Where a source's MAT-files hold a recording: {@code matlab:} in its file. A variable is named by
 * its name, a field of a struct by the struct's, a dot and its own, such as {@code ECG.data}.
 * Absent keys take the value that is given here.
 *
 * @param files pattern of the names of those files that are recordings; {@code *.mat} where absent
 * @param signal the variable of the samples, a matrix with leads in rows or in columns: the side
 *     that is as long as {@code leads} (rows, where both are)
 * @param leads names in the order of the matrix; what is no standard lead is skipped
 * @param samplingRateHz samples a second; absent: {@code samplingRate} tells
 * @param samplingRate the variable of the samples a second; absent: none
 * @param unit {@code uV}, {@code mV} or {@code V}
 * @param unitsPerMillivolt instead of {@code unit}, how many units make a millivolt
 * @param baseline the number that stands for 0 mV; 0 where absent
 * @param age the variable of the age in years, a number; absent: none
 * @param sex the variable of the sex, a text such as {@code Male}; absent: none
 */
public record MatlabLayout(
    String files,
    String signal,
    List<String> leads,
    Double samplingRateHz,
    String samplingRate,
    String unit,
    Double unitsPerMillivolt,
    Double baseline,
    String age,
    String sex)
    implements Serializable {

  /** No layout: no MAT-file is a recording by itself. */
  public static final MatlabLayout NONE =
      new MatlabLayout(null, null, null, null, null, null, null, null, null, null);

  /**
   * Replaces what is absent.
   *
   * @throws IllegalArgumentException for values that make no layout
   */
  public MatlabLayout {
    files = files == null ? "*.mat" : files;
    signal = signal == null ? "" : signal;
    leads = leads == null ? List.of() : List.copyOf(leads);
    samplingRateHz = samplingRateHz == null ? 0 : samplingRateHz;
    samplingRate = samplingRate == null ? "" : samplingRate;
    unit = unit == null ? "" : unit;
    unitsPerMillivolt = unitsPerMillivolt == null ? 0 : unitsPerMillivolt;
    baseline = baseline == null ? 0 : baseline;
    age = age == null ? "" : age;
    sex = sex == null ? "" : sex;
    if (!signal.isEmpty() && leads.isEmpty()) {
      throw new IllegalArgumentException("matlab.leads must name the leads of matlab.signal");
    }
    if (!(samplingRateHz >= 0) || Double.isInfinite(samplingRateHz)) {
      throw new IllegalArgumentException("matlab.samplingRateHz must be a positive number");
    }
    if (!signal.isEmpty() && samplingRateHz == 0 && samplingRate.isEmpty()) {
      throw new IllegalArgumentException("matlab needs one of samplingRateHz and samplingRate");
    }
    DeclaredUnit.of(unit, unitsPerMillivolt, baseline);
  }

  /** Whether there is a layout. */
  public boolean isDeclared() {
    return !signal.isEmpty();
  }

  /** Whether a file is a recording in this layout, by its name. */
  public boolean covers(String fileName) {
    return isDeclared() && FileNames.fit(files, fileName);
  }

  /** What the numbers mean. */
  public DeclaredUnit declaredUnit() {
    return DeclaredUnit.of(unit, unitsPerMillivolt, baseline);
  }
}
