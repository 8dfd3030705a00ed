package org.ecgnat.preprocessing.format;

import java.io.Serializable;
import java.util.Locale;
import org.ecgnat.preprocessing.format.ReadOptions.UnitRule;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.recording.Amplitude;

/**
 * What the numbers of a file without units mean, as its source declares it: {@code (value −
 * baseline) · millivolts}.
 *
 * @param baseline the number that stands for 0 mV
 * @param millivolts what one unit is worth; 1 where its size is unknown
 * @param known whether its size is known
 */
public record DeclaredUnit(double baseline, double millivolts, boolean known)
    implements Serializable {

  /** Numbers of unknown size. */
  public static final DeclaredUnit UNKNOWN = new DeclaredUnit(0, 1, false);

  /**
   * Understands a declaration.
   *
   * @param unit {@code uV}, {@code mV} or {@code V}; empty where {@code unitsPerMillivolt} counts
   *     or the size is unknown
   * @param unitsPerMillivolt units of the converter a millivolt; 0 where {@code unit} counts
   * @param baseline the number that stands for 0 mV
   * @throws IllegalArgumentException where both or an unknown unit are declared, or a gain that is
   *     no number
   */
  public static DeclaredUnit of(String unit, double unitsPerMillivolt, double baseline) {
    if (!Double.isFinite(unitsPerMillivolt) || !Double.isFinite(baseline)) {
      throw new IllegalArgumentException("unitsPerMillivolt and baseline must be numbers");
    }
    if (unitsPerMillivolt != 0) {
      if (!unit.isEmpty()) {
        throw new IllegalArgumentException("Declare either unit or unitsPerMillivolt, not both");
      }
      return new DeclaredUnit(baseline, 1 / unitsPerMillivolt, true);
    }
    return switch (unit.toLowerCase(Locale.ROOT)) {
      case "" -> new DeclaredUnit(baseline, 1, false);
      // the micro sign and the Greek letter
      case "uv", "\u00b5v", "\u03bcv" -> new DeclaredUnit(baseline, 1e-3, true);
      case "mv" -> new DeclaredUnit(baseline, 1, true);
      case "v" -> new DeclaredUnit(baseline, 1e3, true);
      default ->
          throw new IllegalArgumentException(
              "unit must be uV, mV or V; for units of a converter declare unitsPerMillivolt");
    };
  }

  /** The millivolts of a number; NaN stays NaN. */
  public float toMillivolts(double value) {
    return (float) ((value - baseline) * millivolts);
  }

  /**
   * What the converted numbers mean.
   *
   * @param rule whether the source is standardised
   * @throws UnreadableRecordingException where amplitudes count and the unit is not declared
   */
  public Amplitude amplitude(UnitRule rule) throws UnreadableRecordingException {
    if (rule == UnitRule.STANDARDISED) {
      return Amplitude.UNKNOWN;
    }
    if (!known) {
      throw new UnreadableRecordingException(
          Reason.UNKNOWN_UNIT,
          "The file states no unit; declare unit or unitsPerMillivolt in its source file or, where"
              + " amplitudes are unknown, standardised: true");
    }
    return Amplitude.MILLIVOLTS;
  }
}
