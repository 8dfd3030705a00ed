package org.ecgnat.preprocessing.format;

import java.io.Serializable;

/**
 * What a source says about its files beyond their content.
 *
 * @param unitRule what to do about a unit that is no voltage
 * @param headerCodes what counts as a diagnosis code in a file's header
 */
public record ReadOptions(UnitRule unitRule, CodeSystem headerCodes) implements Serializable {

  /** Whether a unit that is no voltage is accepted. */
  public enum UnitRule {
    /** Only µV, mV and V; everything else is refused. */
    VOLTAGE_ONLY,
    /** The source is standardised: any unit is read as one of unknown size. */
    STANDARDISED
  }

  /** Only voltages, and no labels from headers. */
  public static final ReadOptions STRICT = new ReadOptions(UnitRule.VOLTAGE_ONLY, CodeSystem.NONE);
}
