package org.ecgnat.preprocessing.quality;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * What can be worth knowing about a signal. {@code preprocessing/README.md} has the table of codes
 * with units, limits, sources and what a repair does; the limits are in {@link QualityLimits}.
 *
 * <p>The codes from {@link #WRONG_UNIT} on concern a recording and are found in it as a whole; the
 * others concern a lead in a window.
 */
public enum FindingCode {
  /** Samples are missing; value: part of them, 0 to 1. */
  @JsonProperty("missing")
  MISSING(Repair.NONE),
  /** One value for a second or longer; value: part of the recorded samples, 0 to 1. */
  @JsonProperty("flat")
  FLAT(Repair.NONE),
  /** Beyond the recipe's clip after conditioning; value: number of samples cut. */
  @JsonProperty("clipped")
  CLIPPED(Repair.NONE),
  /** Stuck at its largest or smallest value; value: part of the recorded samples, 0 to 1. */
  @JsonProperty("saturated")
  SATURATED(Repair.LEAD_ABSENT),
  /** Too small or too large for an ECG; value: median peak-to-peak of 2 s, in mV. */
  @JsonProperty("amplitude-out-of-range")
  AMPLITUDE_OUT_OF_RANGE(Repair.LEAD_ABSENT),
  /** Hum of 50 or 60 Hz; value: its RMS in mV, or in the signal's unit where that is unknown. */
  @JsonProperty("mains-hum")
  MAINS_HUM(Repair.LEAD_ABSENT),
  /** The baseline moves; value: peak-to-peak of its course in mV. */
  @JsonProperty("baseline-wander")
  BASELINE_WANDER(Repair.LEAD_ABSENT),
  /** Broad-band noise between the QRS complexes; value: its RMS in mV, hum taken out. */
  @JsonProperty("muscle-noise")
  MUSCLE_NOISE(Repair.LEAD_ABSENT),
  /** The baseline jumps; value: the largest jump in mV. */
  @JsonProperty("electrode-pop")
  ELECTRODE_POP(Repair.LEAD_ABSENT),
  /** Single samples stick out, also from a pacemaker's pulses; value: their number. */
  @JsonProperty("spikes")
  SPIKES(Repair.NONE),
  /** The unit seems wrong by a factor; value: median QRS amplitude over leads, as stated, in mV. */
  @JsonProperty("wrong-unit")
  WRONG_UNIT(Repair.CORRECTED),
  /**
   * A stored limb lead is not what Einthoven's and Goldberger's laws say; value: RMS of the
   * difference in mV.
   */
  @JsonProperty("einthoven")
  EINTHOVEN(Repair.NONE),
  /** A lead repeats an earlier one; value: their correlation, 1 or −1 where it is inverted. */
  @JsonProperty("duplicated-lead")
  DUPLICATED_LEAD(Repair.LEAD_ABSENT),
  /** The electrodes of the arms seem interchanged; value: correlation of I with V6, −1 to 1. */
  @JsonProperty("arm-lead-reversal")
  ARM_LEAD_REVERSAL(Repair.CORRECTED),
  /**
   * The electrodes of the right arm and the left leg seem interchanged; value: what interchanging
   * them leaves of the part that no dipole explains, 0 to 1.
   */
  @JsonProperty("arm-leg-reversal")
  ARM_LEG_REVERSAL(Repair.NONE),
  /**
   * Two chest leads (the first is named), or all six, seem interchanged; value: as that of {@link
   * #ARM_LEG_REVERSAL}.
   */
  @JsonProperty("precordial-reversal")
  PRECORDIAL_REVERSAL(Repair.NONE);

  /** What {@link FindingAction#REPAIR} does. */
  public enum Repair {
    /** There is nothing that can soundly be done. */
    NONE,
    /** The lead becomes absent: in the window, or in the recording for a duplicated lead. */
    LEAD_ABSENT,
    /** The recording is put right. */
    CORRECTED
  }

  private final Repair repair;

  FindingCode(Repair repair) {
    this.repair = repair;
  }

  /** The stored form, such as {@code mains-hum}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What a repair does. */
  public Repair repair() {
    return repair;
  }
}
