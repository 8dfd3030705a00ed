package org.ecgnat.preprocessing.format;

import java.io.Serializable;
import org.ecgnat.preprocessing.format.hdf5.Hdf5Layout;
import org.ecgnat.preprocessing.format.matlab.MatlabLayout;
import org.ecgnat.preprocessing.format.text.TextLayout;
import org.ecgnat.preprocessing.recording.Amplitude;

/**
 * What a source says about its files beyond their content.
 *
 * @param unitRule what to do about a unit that is no voltage
 * @param headerCodes what counts as a diagnosis code in a file's header
 * @param text how text files hold recordings; {@link TextLayout#NONE} where none do
 * @param matlab where MAT-files hold recordings; {@link MatlabLayout#NONE} where none do
 * @param hdf5 where HDF5 files hold exams
 */
public record ReadOptions(
    UnitRule unitRule,
    CodeSystem headerCodes,
    TextLayout text,
    MatlabLayout matlab,
    Hdf5Layout hdf5)
    implements Serializable {

  /** Whether a unit that is no voltage is accepted. */
  public enum UnitRule {
    /** Only µV, mV and V; everything else is refused. */
    VOLTAGE_ONLY,
    /** The source is standardised: any unit is read as one of unknown size. */
    STANDARDISED;

    /** What numbers mean that were read by this rule from a file which states their unit. */
    public Amplitude amplitude() {
      return this == VOLTAGE_ONLY ? Amplitude.MILLIVOLTS : Amplitude.UNKNOWN;
    }
  }

  /** Only voltages, and no labels from headers. */
  public static final ReadOptions STRICT = new ReadOptions(UnitRule.VOLTAGE_ONLY, CodeSystem.NONE);

  /** Without declared layouts. */
  public ReadOptions(UnitRule unitRule, CodeSystem headerCodes) {
    this(unitRule, headerCodes, TextLayout.NONE, MatlabLayout.NONE, Hdf5Layout.CODE);
  }
}
