package org.ecgnat.preprocessing.recording;

import java.util.OptionalInt;

/**
 * Who was recorded.
 *
 * @param id the source's own identifier, raw (it becomes a pseudonym before it is stored); empty
 *     where unknown
 * @param ageYears completed years, 90 for every age over 89; empty where unknown
 * @param sex as stated
 */
public record Patient(String id, OptionalInt ageYears, Sex sex) {

  /** Age that stands for every age over 89. */
  public static final int OVER_89 = 90;

  /** Nothing known. */
  public static final Patient UNKNOWN = new Patient("", OptionalInt.empty(), Sex.UNKNOWN);

  /** Caps the age at {@link #OVER_89}; a negative age counts as unknown. */
  public Patient {
    if (ageYears.isPresent()) {
      int years = ageYears.getAsInt();
      ageYears = years < 0 ? OptionalInt.empty() : OptionalInt.of(Math.min(years, OVER_89));
    }
  }
}
