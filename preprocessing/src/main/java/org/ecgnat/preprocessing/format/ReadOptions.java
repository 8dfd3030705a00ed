package org.ecgnat.preprocessing.format;

/**
 * What a source says about its files beyond their content.
 *
 * @param unitRule what to do about a unit that is no voltage
 */
public record ReadOptions(UnitRule unitRule) {

  /** Whether a unit that is no voltage is accepted. */
  public enum UnitRule {
    /** Only µV, mV and V; everything else is refused. */
    VOLTAGE_ONLY,
    /** The source is standardised: any unit is read as one of unknown size. */
    STANDARDISED
  }

  /** Only voltages. */
  public static final ReadOptions STRICT = new ReadOptions(UnitRule.VOLTAGE_ONLY);
}
